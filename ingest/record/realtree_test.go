package record_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/needs"
	"github.com/pyvideo/stevie/internal/realtree"
)

// pyvideo is pyvideo/data as of 2026-04-14.
var pyvideo realtree.Tree

const (
	realRecords   = 21_715
	realCanonical = 19_401 // looking over a missing final newline, which another 855 have
	realWhole     = 18_546 // to the last byte
)

func TestMain(m *testing.M) {
	m.Run() // its verdict is the exit status
	if err := pyvideo.Remove(); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

// source is one record's file.
type source struct {
	name string
	text []byte
}

// sources reads every record once for all tests.
var sources = sync.OnceValues(func() ([]source, error) {
	names, err := filepath.Glob(filepath.Join(pyvideo.Unpacked(), "*", record.VideosFolder, "*.json"))
	if err != nil {
		return nil, err
	}
	all := make([]source, len(names))
	for i, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		all[i] = source{name, text}
	}
	return all, nil
})

// eachRecord calls f with every record's file.
func eachRecord(tb testing.TB, f func(name string, src []byte)) {
	tb.Helper()
	pyvideo.Dir(tb)
	all, err := sources()
	if err != nil {
		tb.Fatal(err)
	}
	for _, s := range all {
		f(s.name, s.text)
	}
}

func TestRealCanonical(t *testing.T) {
	t.Parallel()
	all, same, whole := 0, 0, 0
	eachRecord(t, func(name string, src []byte) {
		got, err := record.Canonical(src)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all++
		if bytes.Equal(src, got) {
			whole++
		}
		if bytes.Equal(bytes.TrimSuffix(src, []byte("\n")), bytes.TrimSuffix(got, []byte("\n"))) {
			same++
		}
	})
	if all != realRecords || same != realCanonical || whole != realWhole {
		t.Errorf("of %d records %d keep their bytes, %d but for the final newline; want %d, %d, %d",
			all, whole, same, realRecords, realWhole, realCanonical)
	}
}

// TestRealCanonicalAsPython compares the bytes of every record with Python's.
func TestRealCanonicalAsPython(t *testing.T) {
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err != nil {
		needs.Missing(t, "python3 to compare with")
	}
	const program = `
import hashlib, json, sys
for name in sys.stdin:
    with open(name.rstrip("\n"), encoding="utf-8") as f:
        text = json.dumps(json.load(f), indent=2, separators=(",", ": "), sort_keys=True) + "\n"
    print(hashlib.sha256(text.encode()).hexdigest())
`
	var names []string
	var ours []string
	eachRecord(t, func(name string, src []byte) {
		got, err := record.Canonical(src)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		sum := sha256.Sum256(got)
		names, ours = append(names, name), append(ours, hex.EncodeToString(sum[:]))
	})
	cmd := exec.CommandContext(t.Context(), python, "-c", program)
	cmd.Stdin = strings.NewReader(strings.Join(names, "\n"))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	theirs := bufio.NewScanner(bytes.NewReader(out))
	for i, name := range names {
		if !theirs.Scan() || theirs.Text() != ours[i] {
			t.Fatalf("%s differs from what Python writes", name)
		}
	}
}

// TestRealUpdate shows, on every fifth record, that publishing again what nobody
// changed changes nothing, and that what Decode reads Encode writes.
func TestRealUpdate(t *testing.T) {
	t.Parallel()
	n := 0
	eachRecord(t, func(name string, src []byte) {
		if n++; n%5 != 0 {
			return
		}
		r, err := record.Decode(src)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := record.Update(src, r)
		if err != nil || !bytes.Equal(src, got) {
			t.Fatalf("%s: %v\n%s", name, err, cmp.Diff(string(src), string(got)))
		}
		written := record.Encode(r)
		again, err := record.Decode(written)
		if err != nil || !bytes.Equal(record.Encode(again), written) {
			t.Fatalf("%s: %v\n%s", name, err, cmp.Diff(r, again))
		}
	})
}

// TestRealIndex shows that every record is understood: all have a key, a title
// and a slug, and as the repository demands no slug comes twice in one event.
func TestRealIndex(t *testing.T) {
	t.Parallel()
	x := realIndex(t)
	if len(x.Problems) > 0 {
		t.Fatal(x.Problems[0])
	}
	slugs := make(map[string]record.Place)
	valid := regexp.MustCompile(`^[a-z0-9_-]+$`)
	records, withKey := 0, 0
	for _, ev := range x.Events() {
		for _, r := range ev.Records {
			records++
			if len(r.Keys) > 0 {
				withKey++
			}
			for _, key := range r.Keys {
				if len(x.Lookup(key)) == 0 {
					t.Errorf("%s is not found", key)
				}
			}
			place := record.Place{Event: ev.Slug, File: r.File}
			if !valid.MatchString(record.Slug(r.Title)) {
				t.Errorf("%s has the slug %q", place.Path(), record.Slug(r.Title))
			}
			if other, twice := slugs[ev.Title+"/"+r.Slug]; twice {
				t.Errorf("%s and %s have the slug %q", other.Path(), place.Path(), r.Slug)
			}
			slugs[ev.Title+"/"+r.Slug] = place
		}
	}
	t.Logf("%d of %d records have a video with a key; %d names of speakers", withKey, records, len(x.Speakers()))
	if records != realRecords || len(x.Events()) != 540 {
		t.Errorf("got %d events with %d records", len(x.Events()), records)
	}
}

func realIndex(tb testing.TB) *record.Index {
	tb.Helper()
	tree, err := record.OpenTree(pyvideo.Dir(tb))
	if err != nil {
		tb.Fatal(err)
	}
	x, err := tree.Index(context.Background())
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

// BenchmarkIndex is to stay below 0.4 s for 21,715 records on two cores.
func BenchmarkIndex(b *testing.B) {
	pyvideo.Dir(b)
	b.ReportAllocs()
	for b.Loop() {
		realIndex(b)
	}
}

func BenchmarkCanonical(b *testing.B) {
	var sources [][]byte
	size := 0
	eachRecord(b, func(_ string, src []byte) {
		sources = append(sources, src)
		size += len(src)
	})
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, src := range sources {
			if _, err := record.Canonical(src); err != nil {
				b.Fatal(err)
			}
		}
	}
}
