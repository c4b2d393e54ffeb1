package draft_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/internal/needs"
)

// TestANewFieldIsARow adds a field to records in a copy of the three files that know
// of each, and has the tests of testdata/newfield run against it: draft file, base,
// merge and record carry it, and check knows it, without a change anywhere else.
func TestANewFieldIsARow(t *testing.T) {
	t.Parallel()
	goTool, err := exec.LookPath("go")
	if err != nil {
		needs.Missing(t, "the go command in the path")
	}
	o := overlay{t, t.TempDir(), map[string]string{}}
	o.insert("../record.go", "\tSpeakers      []string",
		"\tSubtitle string `json:\"subtitle,omitempty\" toml:\"subtitle\"`\n")
	o.insert("../record.go", "\tFieldSpeakers ",
		"\tFieldSubtitle = \"subtitle\"\n")
	o.insert("../record/fields.go", "\trequired([]any{}, texts(ingest.FieldSpeakers",
		"\ttext(ingest.FieldSubtitle, func(r *ingest.Record) *string { return &r.Subtitle }),\n")
	o.insert("fields.go", "\ttexts(ingest.FieldSpeakers",
		"\ttext(ingest.FieldSubtitle, func(r *rec) *string { return &r.Subtitle }, tomledit.String),\n")
	o.put("subtitle_test.go", o.read("testdata/newfield/subtitle_test.go"))

	cmd := exec.CommandContext(t.Context(), goTool, "test", "-count=1", "-v", "-overlay", o.file(), "-run", "Subtitle", ".")
	out, err := cmd.CombinedOutput()
	if err != nil || bytes.Count(out, []byte("--- PASS")) != 4 {
		t.Fatalf("with a made-up field: %v\n%s", err, out)
	}
}

// overlay has the go command read other files than those of the project.
type overlay struct {
	t     *testing.T
	dir   string
	files map[string]string // where the text of a file is instead
}

// read returns a file's text as the go command will see it.
func (o overlay) read(name string) string {
	o.t.Helper()
	if there, ok := o.files[o.abs(name)]; ok {
		name = there
	}
	src, err := os.ReadFile(name)
	if err != nil {
		o.t.Fatal(err)
	}
	return string(src)
}

func (o overlay) put(name, text string) {
	o.t.Helper()
	there := filepath.Join(o.dir, strings.ReplaceAll(filepath.ToSlash(filepath.Clean(name)), "/", "_"))
	if err := os.WriteFile(there, []byte(text), 0o600); err != nil {
		o.t.Fatal(err)
	}
	o.files[o.abs(name)] = there
}

// insert puts text before the one place where the file has another one.
func (o overlay) insert(name, before, text string) {
	o.t.Helper()
	src := o.read(name)
	if n := strings.Count(src, before); n != 1 {
		o.t.Fatalf("%s has %d times %q, not once", name, n, before)
	}
	o.put(name, strings.Replace(src, before, text+before, 1))
}

// file returns the name of the overlay's own file.
func (o overlay) file() string {
	o.t.Helper()
	src, err := json.Marshal(map[string]any{"Replace": o.files})
	name := filepath.Join(o.dir, "overlay.json")
	if err = errors.Join(err, os.WriteFile(name, src, 0o600)); err != nil {
		o.t.Fatal(err)
	}
	return name
}

func (o overlay) abs(name string) string {
	o.t.Helper()
	full, err := filepath.Abs(name)
	if err != nil {
		o.t.Fatal(err)
	}
	return full
}
