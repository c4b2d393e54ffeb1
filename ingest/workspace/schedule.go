package workspace

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// scheduleFile lies among an event's bases, and is none.
const scheduleFile = "schedule.json"

// Schedule is an event's programme as it was last read, so that everything can be
// proposed again without a request.
type Schedule struct {
	// Sources are where it was read from, in the order of event.toml.
	Sources []ScheduleSource `json:"sources"`
	// ReadAs tells apart the settings of the event with which it was read.
	ReadAs   string           `json:"read_as,omitempty"`
	Sessions []ingest.Session `json:"sessions"`
}

// ScheduleSource is one place of a programme.
type ScheduleSource struct {
	Address string `json:"address"`
	// What a server said of the state of what it sent.
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// Schedule returns the programme that is stored of an event, one without sessions where
// there is none. An error is a [Problem].
func (w *Workspace) Schedule(event string) (Schedule, error) { return w.files.schedule(event) }

func (f files) schedule(event string) (Schedule, error) {
	var s Schedule
	src, err := f.readFile(path.Join(event, baseDir, scheduleFile))
	if errors.Is(err, fs.ErrNotExist) {
		return Schedule{}, nil
	}
	if err == nil {
		err = json.Unmarshal(src, &s)
	}
	if err != nil {
		return Schedule{}, Problem{f.path(event, path.Join(baseDir, scheduleFile)), ingest.WithHint(
			fmt.Errorf("read the stored programme: %w", err), "delete it; it is fetched again by: stevie match "+event+" --refresh")}
	}
	return s, nil
}

// SaveSchedule stores an event's programme. Nothing is written where it is the same.
func (w *Workspace) SaveSchedule(event string, s Schedule) error {
	src, err := encodeSchedule(s)
	if err != nil {
		return fmt.Errorf("store the programme of %s: %w", event, err)
	}
	name := path.Join(event, baseDir, scheduleFile)
	if old, err := w.files.readFile(name); err == nil && bytes.Equal(old, src) {
		return nil
	}
	release, err := w.locks.hold(event)
	if err != nil {
		return err
	}
	if err = w.files.root.MkdirAll(path.Join(event, baseDir), 0o755); err == nil {
		err = w.step("schedule")
	}
	if err == nil {
		err = atomicfile.Write(w.files.root, name, src)
	}
	if err != nil {
		err = fmt.Errorf("store the programme of %s: %w", event, err)
	}
	return errors.Join(err, release())
}

func encodeSchedule(s Schedule) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(s)
	return b.Bytes(), err
}
