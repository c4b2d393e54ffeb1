package pipeline

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// unavailableFolder holds, in the folder of what can be made anew, a file for each
// event.
const unavailableFolder = "unavailable"

// remembered is Unavailable as it is stored, with the title.
type remembered struct {
	Unavailable
	Title string `json:"title,omitempty"`
}

// RememberUnavailable keeps what the last complete listing of an event called
// unavailable, for a pull request to tell. State is the workspace's folder for
// what can be made anew.
func RememberUnavailable(state string, s Summary) error {
	if !s.Complete {
		return nil
	}
	if err := draft.CheckSlug(s.Event); err != nil {
		return err
	}
	list := []remembered{}
	for _, u := range s.Unavailable {
		list = append(list, remembered{u, u.Title})
	}
	text, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		return err
	}
	if err := atomicfile.MakeFolder(state, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(state)
	if err != nil {
		return err
	}
	defer root.Close()
	return atomicfile.Write(root, unavailableFile(s.Event), append(text, '\n'))
}

// RecallUnavailable returns what [RememberUnavailable] has kept of an event,
// nothing if there is nothing.
func RecallUnavailable(state, event string) ([]Unavailable, error) {
	root, err := os.OpenRoot(state)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer root.Close()
	text, err := root.ReadFile(unavailableFile(event))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var list []remembered
	if err == nil {
		err = json.Unmarshal(text, &list)
	}
	if err != nil {
		return nil, fmt.Errorf("read what was unavailable of %s: %w", event, err)
	}
	var videos []Unavailable
	for _, u := range list {
		u.Unavailable.Title = u.Title
		videos = append(videos, u.Unavailable)
	}
	return videos, nil
}

func unavailableFile(event string) string { return path.Join(unavailableFolder, event+".json") }
