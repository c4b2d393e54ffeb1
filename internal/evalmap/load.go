package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
)

// occasion is one event of the development set with its curated talks.
type occasion struct {
	Event  string      `json:"event"`
	Slug   string      `json:"slug"`
	Source string      `json:"source"`
	Talks  []titleTalk `json:"talks"`
	known  *mapper.Known
	varied bool // made of another one by tools/augment.py
	unseen bool // of a series that nobody looks at while rules are written
}

// titleTalk is a talk as posted and as curated.
type titleTalk struct {
	ID          string   `json:"id"`
	Host        string   `json:"raw_title"`
	Description string   `json:"raw_description"`
	Title       string   `json:"title"`
	Speakers    []string `json:"speakers"`
	Curated     *string  `json:"curated"` // the description, in cases that are about it
}

// event gives what the command line would.
func (o *occasion) event() ingest.Event {
	return ingest.Event{Title: o.Event}
}

func (o *occasion) videos() []ingest.Video {
	videos := make([]ingest.Video, len(o.Talks))
	for i, t := range o.Talks {
		videos[i] = ingest.Video{Provider: "youtube", ID: t.ID, Title: t.Host, Description: t.Description}
	}
	return videos
}

// readLines decodes JSON Lines.
func readLines[T any](r io.Reader) ([]T, error) {
	var all []T
	s := bufio.NewScanner(r)
	s.Buffer(nil, 64<<20)
	for s.Scan() {
		if strings.TrimSpace(s.Text()) == "" {
			continue
		}
		var v T
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, s.Err()
}

func loadTitles(path string) ([]*occasion, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readLines[*occasion](f)
}

// loadVaried makes the variants of the development events: the same talks with
// other companies, decorations and separators around them. Without Python there
// are none.
func loadVaried(shared string) ([]*occasion, error) {
	script := filepath.Join(shared, "cases", "titles", "tools", "augment.py")
	out, err := exec.Command("python3", script, filepath.Join(shared, "titles", "dev.jsonl")).Output()
	if err != nil {
		fmt.Fprintf(os.Stderr, "evalmap: no varied data: %v\n", err)
		return nil, nil
	}
	all, err := readLines[*occasion](bytes.NewReader(out))
	if err != nil {
		return nil, fmt.Errorf("read what %s printed: %w", script, err)
	}
	var varied []*occasion
	for _, o := range all {
		if len(o.Talks) > 0 && strings.Contains(o.Talks[0].ID, "~") {
			o.varied = true
			varied = append(varied, o)
		}
	}
	return varied, nil
}

// pair is one event of which every field is known as scraped and as curated.
type pair struct {
	Event string `json:"event"`
	Slug  string `json:"slug"`
	Talks []struct {
		ID      string `json:"id"`
		Raw     fields `json:"raw"`
		Curated fields `json:"curated"`
	} `json:"talks"`
}

// fields are the parts of a record that are compared.
type fields struct {
	Title       string    `json:"title"`
	Speakers    oneOrMany `json:"speakers"`
	Description string    `json:"description"`
	Language    string    `json:"language"`
	Recorded    string    `json:"recorded"`
	Tags        oneOrMany `json:"tags"`
	Published   string    `json:"published_at"`
}

// oneOrMany reads a list that old records wrote as a single text.
type oneOrMany []string

func (o *oneOrMany) UnmarshalJSON(src []byte) error {
	if len(src) > 0 && src[0] == '"' {
		*o = nil
		return nil
	}
	return json.Unmarshal(src, (*[]string)(o))
}

// loadPairs unpacks with the zstd command, since Go reads no zstd.
func loadPairs(path string) ([]pair, error) {
	out, err := exec.Command("zstd", "-dc", path).Output()
	if err != nil {
		return nil, fmt.Errorf("unpack %s: %w", path, err)
	}
	return readLines[pair](bytes.NewReader(out))
}

// tree is the part of a data tree that the evaluation needs: who spoke where.
type tree map[string]map[string]int // folder -> name -> talks

// loadTree reads an unpacked data tree, or unpacks an archive of one first.
func loadTree(path string) (tree, error) {
	if strings.HasSuffix(path, ".zst") {
		dir, err := os.MkdirTemp("", "evalmap")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir)
		if out, err := exec.Command("tar", "-I", "zstd", "-xf", path, "-C", dir).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("unpack %s: %w: %s", path, err, out)
		}
		path = dir
	}
	files, err := filepath.Glob(filepath.Join(path, "*", "videos", "*.json"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no records in %s (%w)", path, err)
	}
	found := tree{}
	var mu sync.Mutex
	var group sync.WaitGroup
	for part := range 4 {
		group.Go(func() {
			for i := part; i < len(files); i += 4 {
				src, err := os.ReadFile(files[i])
				var record fields
				if err != nil || json.Unmarshal(src, &record) != nil {
					continue
				}
				folder := filepath.Base(filepath.Dir(filepath.Dir(files[i])))
				mu.Lock()
				if found[folder] == nil {
					found[folder] = map[string]int{}
				}
				for _, s := range record.Speakers {
					found[folder][s]++
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	return found, nil
}

// without gives the names that a curator would know who has never seen the
// series.
func (t tree) without(series string, of func(folder string) string) *mapper.Known {
	all := map[string]int{}
	for folder, names := range t {
		if of(folder) == series {
			continue
		}
		for n, talks := range names {
			all[n] += talks
		}
	}
	return mapper.NewKnown(all)
}
