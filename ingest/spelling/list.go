package spelling

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/termtext"
)

// List is a reviewed list: the spelling on the left becomes the one on the right, "" takes
// it out.
type List struct {
	Tags     map[string]string `toml:"tags"`
	Speakers map[string]string `toml:"speakers"`
}

// Section is the merges of one field, "tags" or "speakers".
type Section struct {
	Field  string
	Merges []Merge
}

// Write writes a list for a person to review, as TOML. Doubtful merges are comments, to be
// taken in by hand.
func Write(w io.Writer, sections ...Section) error {
	var b strings.Builder
	for _, s := range sections {
		sure := 0
		for _, m := range s.Merges {
			sure += toInt(m.Sure)
		}
		fmt.Fprintf(&b, "[%s] # %d to be merged; %d to be looked at, which are comments\n", s.Field, sure, len(s.Merges)-sure)
		for _, m := range s.Merges {
			mark := ""
			if !m.Sure {
				mark = "# "
			}
			fmt.Fprintf(&b, "%s%s = %s # %s\n", mark, literal(m.From), literal(m.To), m.remark())
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// remark says why, and how many talks it is about.
func (m Merge) remark() string {
	counts := fmt.Sprintf("%d talks", m.Talks)
	if m.Talks == 1 {
		counts = "1 talk"
	}
	if m.To != "" {
		counts += fmt.Sprintf(", %d with the other", m.Instead)
	}
	return counts + ": " + m.Reason
}

// literal writes a text for TOML, with everything escaped that could steer a terminal.
func literal(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == ' ' || termtext.Line(string(r)) == string(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	return `"` + b.String() + `"`
}

// ErrList means that a list cannot be carried out as it stands.
var ErrList = errors.New("not a list of spellings")

// Parse reads a list: what [Write] wrote, or lines of JSON with field, from, to and sure, of
// which those that are sure count. The error wraps [ErrList] and says where.
func Parse(src []byte) (List, error) {
	var l List
	var err error
	if trimmed := bytes.TrimSpace(src); bytes.HasPrefix(trimmed, []byte("{")) {
		l, err = parseLines(trimmed)
	} else {
		l, err = parseTOML(src)
	}
	if err != nil {
		return List{}, fmt.Errorf("%w: %w", ErrList, err)
	}
	for field, spellings := range l.fields() {
		err := visible(spellings)
		if err == nil {
			err = resolve(spellings)
		}
		if err != nil {
			return List{}, fmt.Errorf("%w: %s: %w", ErrList, field, err)
		}
	}
	return l, nil
}

func (l List) fields() map[string]map[string]string {
	return map[string]map[string]string{ingest.FieldTags: l.Tags, ingest.FieldSpeakers: l.Speakers}
}

func parseTOML(src []byte) (List, error) {
	var l List
	err := toml.NewDecoder(bytes.NewReader(src)).DisallowUnknownFields().Decode(&l)
	if unknown, ok := errors.AsType[*toml.StrictMissingError](err); ok && len(unknown.Errors) > 0 {
		line, _ := unknown.Errors[0].Position()
		return List{}, fmt.Errorf("line %d: %q is neither [tags] nor [speakers], nor below one of them", line, strings.Join(unknown.Errors[0].Key(), "."))
	}
	if syntax, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, _ := syntax.Position()
		return List{}, fmt.Errorf("line %d: %s", line, strings.TrimPrefix(syntax.Error(), "toml: "))
	}
	return l, err
}

func parseLines(src []byte) (List, error) {
	l := List{make(map[string]string), make(map[string]string)}
	for i, line := range bytes.Split(src, []byte("\n")) {
		var row struct {
			Field, From, To string
			Sure            bool
		}
		if err := json.Unmarshal(line, &row); err != nil {
			return List{}, fmt.Errorf("line %d: %w", i+1, err)
		}
		field, _, _ := strings.Cut(row.Field, "[")
		into := l.fields()[field]
		if into == nil || row.From == "" {
			return List{}, fmt.Errorf("line %d: a row has field (tags or speakers), from and to", i+1)
		}
		if row.Sure {
			into[row.From] = row.To
		}
	}
	return l, nil
}

// visible refuses spellings that no person has written.
func visible(spellings map[string]string) error {
	for from, to := range spellings {
		if from == "" {
			return fmt.Errorf("what becomes %q is empty", to)
		}
		if !isVisible(to) {
			return fmt.Errorf("%q has a character that nobody can see, or blanks around it", to)
		}
	}
	return nil
}

// resolve lets each spelling become the one in which its chain ends.
func resolve(spellings map[string]string) error {
	for from := range spellings {
		to, steps := spellings[from], []string{from}
		for next, more := spellings[to]; more && next != to; next, more = spellings[to] {
			if steps = append(steps, to); slices.Contains(steps[:len(steps)-1], to) {
				return fmt.Errorf("%q leads back to itself", to)
			}
			to = next
		}
		spellings[from] = to
	}
	return nil
}
