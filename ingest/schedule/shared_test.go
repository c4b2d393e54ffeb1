package schedule_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/schedule"
)

// shared is a folder of programmes that is handed around beside the repository and
// is no part of it. Tests that measure against it skip where it is absent.
func shared(t *testing.T, names ...string) string {
	t.Helper()
	name := filepath.Join(append([]string{"..", "..", "..", "shared", "schedules"}, names...)...)
	if _, err := os.Stat(name); err != nil {
		t.Skipf("no shared programmes to measure against: %v", err)
	}
	return name
}

func readLines[T any](t *testing.T, name string) []T {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var rows []T
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var row T
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return rows
}

// TestSharedSamples compares everything but ids and the style of texts.
func TestSharedSamples(t *testing.T) {
	t.Parallel()
	goldens, err := filepath.Glob(filepath.Join(shared(t, "samples"), "*.golden.jsonl"))
	if err != nil || len(goldens) == 0 {
		t.Fatal("no samples", err)
	}
	for _, golden := range goldens {
		source := strings.TrimSuffix(golden, ".golden.jsonl")
		t.Run(filepath.Base(source), func(t *testing.T) {
			t.Parallel()
			p, err := schedule.Read(t.Context(), []string{source}, schedule.Options{TimeZone: "Europe/Berlin"})
			if err != nil {
				t.Fatal(err)
			}
			want := readLines[ingest.Session](t, golden)
			for _, list := range [][]ingest.Session{want, p.Sessions} {
				slices.SortStableFunc(list, func(a, b ingest.Session) int {
					return strings.Compare(a.Start.UTC().String()+a.Title, b.Start.UTC().String()+b.Title)
				})
				for i := range list {
					list[i].Abstract = strings.Join(strings.Fields(list[i].Abstract+" "+list[i].Description), " ")
					list[i].Description = ""
				}
			}
			if diff := cmp.Diff(want, p.Sessions, cmpopts.IgnoreFields(ingest.Session{}, "ID"), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSharedRefusals(t *testing.T) {
	t.Parallel()
	refused, err := filepath.Glob(filepath.Join(shared(t, "samples"), "refused-*"))
	if err != nil || len(refused) == 0 {
		t.Fatal("no samples", err)
	}
	for _, source := range refused {
		if p, err := schedule.Read(t.Context(), []string{source}, schedule.Options{}); err == nil || ingest.Hint(err) == "" {
			t.Errorf("%s: read as %q, error %v", source, p.Summary(), err)
		}
	}
}

type pair struct {
	IDs      []string `json:"ids"`
	Names    []string `json:"session_speakers"`
	Speakers []string `json:"speakers"`
	Day      string   `json:"day"`
	Maybe    bool     `json:"maybe"`
}

// TestSharedSites measures which sessions of real sites are found, with the right
// people, on the right day.
func TestSharedSites(t *testing.T) {
	t.Parallel()
	sites, err := filepath.Glob(filepath.Join(shared(t), "*", "site.tar.gz"))
	if err != nil || len(sites) == 0 {
		t.Fatal("no sites", err)
	}
	pairs, found, named, dated, days := 0, 0, 0, 0, 0
	for _, site := range sites {
		var event struct {
			Start, End ingest.Date
			Zone       string `json:"time_zone"`
		}
		data, err := os.ReadFile(filepath.Join(filepath.Dir(site), "event.json"))
		if err != nil || json.Unmarshal(data, &event) != nil {
			t.Fatal(site, err)
		}
		p, err := schedule.Read(t.Context(), []string{site}, schedule.Options{TimeZone: event.Zone, Start: event.Start, End: event.End})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %s %v", filepath.Base(filepath.Dir(site)), p.Summary(), p.Remarks)
		for _, want := range readLines[pair](t, filepath.Join(filepath.Dir(site), "pairs.jsonl")) {
			if len(want.IDs) == 0 || want.Maybe {
				continue
			}
			pairs++
			at := slices.IndexFunc(p.Sessions, func(s ingest.Session) bool { return slices.Contains(want.IDs, s.ID) })
			if at < 0 {
				t.Logf("not found: %v", want.IDs)
				continue
			}
			found++
			s := p.Sessions[at]
			if samePeople(s.Speakers, want.Names) || samePeople(s.Speakers, want.Speakers) {
				named++
			} else {
				t.Logf("%s: speakers %q, want %q", s.ID, s.Speakers, want.Names)
			}
			if want.Day != "" {
				dated++
				if s.Start.Format("2006-01-02") == want.Day {
					days++
				}
			}
		}
	}
	t.Logf("%d pairs: %d found, %d with the right people; %d of %d days", pairs, found, named, days, dated)
	if 1000*found < 985*pairs || 100*named < 97*found || 100*days < 99*dated {
		t.Error("fewer than are wanted")
	}
}

func samePeople(a, b []string) bool {
	fold := func(names []string) []string {
		folded := slices.Clone(names)
		for i, name := range folded {
			folded[i] = strings.ToLower(strings.Join(strings.Fields(name), " "))
		}
		slices.Sort(folded)
		return folded
	}
	return slices.Equal(fold(a), fold(b))
}
