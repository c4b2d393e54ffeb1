package archiveorg

import (
	"encoding/json"
	"strconv"
	"strings"
)

// text is a value that the Archive gives as a text, a number, or a list of either: the
// first of them.
type text string

// UnmarshalJSON implements [json.Unmarshaler].
func (t *text) UnmarshalJSON(data []byte) error {
	var all texts
	err := all.UnmarshalJSON(data)
	*t = ""
	if len(all) > 0 {
		*t = text(all[0])
	}
	return err
}

// texts is the same with all of them.
type texts []string

// UnmarshalJSON implements [json.Unmarshaler]. What is neither is nothing.
func (t *texts) UnmarshalJSON(data []byte) error {
	*t = nil
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		return err
	}
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	for _, v := range list {
		switch v := v.(type) {
		case string:
			*t = append(*t, v)
		case float64:
			*t = append(*t, strconv.FormatFloat(v, 'f', -1, 64))
		case bool:
			*t = append(*t, strconv.FormatBool(v))
		}
	}
	return nil
}

// itemJSON is what the metadata API says of an item: nothing at all, an empty object,
// of one that it does not have.
type itemJSON struct {
	Dark     bool         `json:"is_dark"`
	Metadata metadataJSON `json:"metadata"`
	Files    []fileJSON   `json:"files"`
}

type metadataJSON struct {
	Identifier  text  `json:"identifier"`
	Title       text  `json:"title"`
	Creator     texts `json:"creator"`
	Description texts `json:"description"` // HTML
	Date        text  `json:"date"`        // YYYY, YYYY-MM or YYYY-MM-DD
	Public      text  `json:"publicdate"`  // YYYY-MM-DD HH:MM:SS, UTC
	MediaType   text  `json:"mediatype"`
	Subject     texts `json:"subject"`
	Language    text  `json:"language"`
	License     text  `json:"licenseurl"`
	Runtime     text  `json:"runtime"`
}

type fileJSON struct {
	Name     text `json:"name"`
	Title    text `json:"title"`
	Source   text `json:"source"` // original, derivative, metadata
	Original text `json:"original"`
	Format   text `json:"format"`
	Size     text `json:"size"`
	Length   text `json:"length"` // "1694.12" or "28:14"
	Height   text `json:"height"`
	Private  text `json:"private"`
	SHA1     text `json:"sha1"`
	MD5      text `json:"md5"`
}

func (f fileJSON) size() int64 {
	n, _ := strconv.ParseInt(string(f.Size), 10, 64) // unknown otherwise
	return max(0, n)
}

func (f fileJSON) height() int {
	n, _ := strconv.Atoi(string(f.Height))
	return n
}

// seconds reads a length, 0 for none.
func (t text) seconds() int {
	if f, err := strconv.ParseFloat(string(t), 64); err == nil && f > 0 && f < 1e8 {
		return int(f + 0.5)
	}
	total := 0
	for part := range strings.SplitSeq(string(t), ":") {
		n, err := strconv.ParseFloat(part, 64)
		if err != nil || n < 0 || n > 1e6 {
			return 0
		}
		total = total*60 + int(n+0.5)
	}
	return total
}

// scrapeJSON is one answer of the search that gives all that there is.
type scrapeJSON struct {
	Error  string            `json:"error"`
	Items  []json.RawMessage `json:"items"`
	Total  *int              `json:"total"`
	Cursor string            `json:"cursor"`
}

type listedJSON struct {
	Identifier text `json:"identifier"`
	Title      text `json:"title"`
}
