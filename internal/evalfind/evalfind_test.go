package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest/library"
)

// tree has a few talks that can be asked for in all ways.
func tree(t *testing.T) (string, *library.Library) {
	t.Helper()
	dir := t.TempDir()
	videos := filepath.Join(dir, "exconf-2024", "videos")
	if err := os.MkdirAll(videos, 0o755); err != nil {
		t.Fatal(err)
	}
	for i, title := range []string{"Parsers without memory under pressure", "Señales rápidas entre procesos lentos", "高速なパーサーを書く"} {
		src := fmt.Sprintf(`{"title": %q, "speakers": ["Jane Doe%c"], "recorded": "2024-05-18", "description": "Grammars number%c describe languages, machines recognize sentences, people understand."}`, title, 'a'+rune(i), 'a'+rune(i))
		if err := os.WriteFile(filepath.Join(videos, fmt.Sprintf("talk-%d.json", i)), []byte(src), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	l := library.Open("", library.Sources{Data: dir})
	if err := l.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	return dir, l
}

func TestMeasure(t *testing.T) {
	t.Parallel()
	dir, l := tree(t)
	questions := chosen(l, dir, 1, 5)
	for _, a := range askings() {
		if !slices.ContainsFunc(questions, func(q question) bool { return q.kind == a.kind }) {
			t.Errorf("nobody asks for %s", a.kind)
		}
	}
	questions = append(questions, question{"wrong", "parsers", []string{"exconf-2024/videos/talk-1.json"}})
	results, err := measure(t.Context(), l, questions)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if found := r.place > 0; found == (r.kind == "wrong") {
			t.Errorf("%s: %q is at %d of %d", r.kind, r.query, r.place, r.found)
		}
	}
	var out strings.Builder
	if err := results.print(&out, 1); err != nil {
		t.Fatal(err)
	}
	if text := out.String(); !strings.Contains(text, "100.0 %") || !strings.Contains(text, `wrong: "parsers" is at 0 of 1: exconf-2024/videos/talk-1.json`) {
		t.Errorf("it prints\n%s", text)
	}
}

func TestQueriesOfAFile(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "queries.txt")
	if err := os.WriteFile(name, []byte("parsers memory\texconf-2024/videos/talk-0.json\n\nno answer\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	questions, err := options{queries: name}.questions(nil)
	if err != nil || len(questions) != 1 || questions[0].query != "parsers memory" || len(questions[0].answers) != 1 {
		t.Errorf("%v, %v", questions, err)
	}
}
