package cli_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/pyvideo/stevie/internal/cli"
)

func TestScheduleExitStatus(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := file("good.json", `[{"title": "Boats", "speakers": [], "start": "2031-06-02T10:00:00+03:00"}]`)
	for name, c := range map[string]struct {
		args []string
		want int
	}{
		"a programme":    {[]string{good}, cli.ExitDone},
		"no programme":   {[]string{file("prose.txt", "Come to ExConf.")}, cli.ExitFindings},
		"a broken one":   {[]string{file("cut.json", `[{"title": "Bo`)}, cli.ExitFindings},
		"no zone":        {[]string{file("floating.json", `[{"title": "Boats", "speakers": [], "start": "2031-06-02T10:00"}]`)}, cli.ExitUsage},
		"unknown zone":   {[]string{good, "--time-zone", "Atlantis"}, cli.ExitUsage},
		"unknown field":  {[]string{good, "--field", "titel=Was"}, cli.ExitUsage},
		"no file":        {[]string{filepath.Join(dir, "none")}, cli.ExitUsage},
		"another scheme": {[]string{"file:///etc/passwd"}, cli.ExitUsage},
		"not found":      {[]string{server.URL + "/schedule.json"}, cli.ExitHost},
	} {
		t.Run(name, func(t *testing.T) {
			var out, errs bytes.Buffer
			status := cli.Run(t.Context(), append([]string{"schedule"}, c.args...), cli.Streams{Out: &out, Err: &errs}, func(string) string { return "" })
			if status != c.want {
				t.Errorf("status %d, want %d: %s", status, c.want, &errs)
			}
			if (out.Len() > 0) != (c.want == cli.ExitDone) {
				t.Errorf("printed %q", &out)
			}
		})
	}
}
