package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/config"
)

// The example is the documentation of the settings: it must decode strictly and
// say what the defaults are.
func TestExampleEqualsTheDefaults(t *testing.T) {
	t.Parallel()
	src, err := os.ReadFile(filepath.Join("..", "..", "config.example.toml"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := config.Parse("config.example.toml", src)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(config.Default(), got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("config.example.toml differs from the defaults (-default +example):\n%s", diff)
	}
	// Whatever is left out by a comment must be a key all the same.
	setting := regexp.MustCompile(`(?m)^# (\[\[|"[^"]*" = |[a-z]+ = )`)
	full, err := config.Parse("config.example.toml", setting.ReplaceAll(src, []byte("$1")))
	if err != nil {
		t.Fatal(err)
	}
	if len(full.Watch) != 1 || len(full.Lists) != 1 || full.Mapping.Speakers["Ada M. Example"] != "Ada Example" {
		t.Errorf("the commented lines are not settings: %+v", full)
	}
}

func TestParseNamesTheFault(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, src, want string }{
		{"unknown key", "data = 'x'\n[youtube]\napi_kee = 'k'\n", `stevie.toml:3:1: unknown key "api_kee"; did you mean "api_key"?`},
		{"unknown table", "[mappings]\ndescription = 'clean'\n", `unknown key "mappings"; did you mean "mapping"?`},
		{"not TOML", "data = \n", `stevie.toml:1:8: `},
		{"wrong type", "data = 3\n", `stevie.toml:1:8: `},
		{"mode", "[mapping]\ndescription = 'tidy'\n", `it takes "clean" or "verbatim"`},
		{"threshold", "[mapping]\nready_above = 90\n", `it takes 0 (never) to 1`},
		{"list without a file", "[[list]]\nname = 'x'\nquery = 'x'\n", `[[list]] "x": it takes a query and a file`},
		{"format of a list", "[[list]]\nquery = 'x'\nfile = 'x.txt'\n", `its format is "txt"; it takes "m3u", "csv" or "md"`},
		{"list elsewhere", "[[list]]\nquery = 'x'\nfile = '../x.md'\n", `is no .md file in the workspace`},
		{"list over another file", "[[list]]\nquery = 'x'\nformat = 'csv'\nfile = 'stevie.toml'\n", `is no .csv file in the workspace`},
		{"empty folder", "data = ''\n", `cannot be empty`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := config.Parse("stevie.toml", []byte(tt.src))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want it to hold %q", err, tt.want)
			}
		})
	}
}

func TestLoadLooksUpwardsThenHome(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	work := filepath.Join(root, "ws", "deep", "er")
	home := filepath.Join(root, "home")
	for _, dir := range []string{work, filepath.Join(home, "stevie")} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write := func(path, src string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(src), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	env := func(extra ...string) func(string) string {
		return func(name string) string {
			for i := 0; i < len(extra); i += 2 {
				if extra[i] == name {
					return extra[i+1]
				}
			}
			return ""
		}
	}
	load := func(given string, getenv func(string) string) config.Config {
		t.Helper()
		c, err := config.Load(given, work, getenv)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}

	if c := load("", env()); c.File != "" || c.Data != filepath.Join(root, "ws", "deep", "data") {
		t.Errorf("without a file: %q, data %q", c.File, c.Data)
	}
	write(filepath.Join(home, "stevie", "stevie.toml"), "drafts = 'mine'\n")
	if c := load("", env("XDG_CONFIG_HOME", home)); c.Drafts != filepath.Join(home, "stevie", "mine") {
		t.Errorf("from the home folder: drafts %q", c.Drafts)
	}
	write(filepath.Join(root, "ws", "stevie.toml"), "data = 'tree'\n")
	if c := load("", env("XDG_CONFIG_HOME", home)); c.Data != filepath.Join(root, "ws", "tree") || c.Dir != filepath.Join(root, "ws") {
		t.Errorf("from a folder above: data %q in %q", c.Data, c.Dir)
	}
	write(filepath.Join(root, "other.toml"), "data = '/abs/tree'\n")
	if c := load("", env("STEVIE_CONFIG", filepath.Join(root, "other.toml"))); c.Data != filepath.Clean("/abs/tree") {
		t.Errorf("from STEVIE_CONFIG: data %q", c.Data)
	}
	_, err := config.Load(filepath.Join(root, "none.toml"), work, env())
	if err == nil || ingest.Hint(err) == "" {
		t.Errorf("a missing --config file: error %v, hint %q", err, ingest.Hint(err))
	}
}

func TestSecretsFromTheEnvironmentStayHome(t *testing.T) {
	t.Parallel()
	env := func(name string) string {
		return map[string]string{"YOUTUBE_API_KEY": "from-env", "VIMEO_TOKEN": "token-env"}[name]
	}
	for _, tt := range []struct {
		endpoint, file string
		want           string
		refused        bool
	}{
		{endpoint: "https://youtube.googleapis.com/", want: "from-env"},
		{endpoint: "https://YouTube.googleapis.com/", file: "from-file", want: "from-env"},
		{endpoint: "http://127.0.0.1:8080/", want: "from-env"},
		{endpoint: "http://[::1]:8080/", want: "from-env"},
		{endpoint: "http://localhost:1/", want: "from-env"},
		{endpoint: "https://proxy.example/", file: "from-file", want: "from-file"},
		{endpoint: "https://proxy.example/", refused: true},
		{endpoint: "http://youtube.googleapis.com/", refused: true},
		{endpoint: "https://youtube.googleapis.com.evil.example/", refused: true},
		{endpoint: "http://127.0.0.1.evil.example/", refused: true},
		{endpoint: "http://127.0.0.1@evil.example/", refused: true},
	} {
		t.Run(tt.endpoint+tt.file, func(t *testing.T) {
			t.Parallel()
			c := config.Default()
			c.YouTube.Endpoint, c.YouTube.APIKey = tt.endpoint, tt.file
			got, err := c.Secrets(env)
			if (err != nil) != tt.refused {
				t.Fatalf("error = %v, want one: %v", err, tt.refused)
			}
			if err != nil {
				if strings.Contains(err.Error()+ingest.Hint(err), "from-env") {
					t.Errorf("the error shows the key: %v", err)
				}
				return
			}
			if got.YouTubeKey != tt.want || got.VimeoToken != "token-env" {
				t.Errorf("got %q and %q, want %q and the token", got.YouTubeKey, got.VimeoToken, tt.want)
			}
			if s := fmt.Sprintf("%v %+v %#v", got, got, got); strings.Contains(s, "from-") {
				t.Errorf("printing the secrets shows them: %s", s)
			}
		})
	}
}

// What people sign in with goes to the host's own addresses or to this machine alone, when it
// comes from the environment.
func TestSignInFromTheEnvironmentStaysHome(t *testing.T) {
	t.Parallel()
	env := func(name string) string {
		return map[string]string{
			"YOUTUBE_CLIENT_ID": " id-env ", "YOUTUBE_CLIENT_SECRET": "secret-env", "YOUTUBE_REFRESH_TOKEN": "refresh-env",
		}[name]
	}
	for name, tt := range map[string]struct {
		change func(*config.YouTube)
		want   config.SignIn
		fails  bool
	}{
		"the host":     {func(*config.YouTube) {}, config.SignIn{ClientID: "id-env", ClientSecret: "secret-env", RefreshToken: "refresh-env"}, false},
		"this machine": {func(y *config.YouTube) { y.TokenURL, y.Endpoint = "http://127.0.0.1:1/token", "http://localhost:1/" }, config.SignIn{ClientID: "id-env", ClientSecret: "secret-env", RefreshToken: "refresh-env"}, false},
		"token_url":    {func(y *config.YouTube) { y.TokenURL = "https://stranger.example/token" }, config.SignIn{}, true},
		"endpoint":     {func(y *config.YouTube) { y.Endpoint = "https://stranger.example/" }, config.SignIn{}, true},
	} {
		c := config.Default()
		tt.change(&c.YouTube)
		got, err := c.SignIn(env)
		if got != tt.want || (err != nil) != tt.fails || err != nil && ingest.Hint(err) == "" {
			t.Errorf("%s: %+v, %v", name, got == tt.want, err)
		}
		if text := fmt.Sprintf("%v %+v %#v", got, got, got); strings.Contains(text, "env") {
			t.Errorf("%s: printed as %s", name, text)
		}
	}
	c := config.Default()
	c.YouTube.Endpoint, c.YouTube.ClientID, c.YouTube.ClientSecret = "https://mine.example/", "id-file", "secret-file"
	none := func(string) string { return "" }
	if got, err := c.SignIn(none); err != nil || got != (config.SignIn{ClientID: "id-file", ClientSecret: "secret-file"}) {
		t.Errorf("from the file: %v", err)
	}
	all := strings.Join(append(config.Default().AllSecrets(env), c.AllSecrets(none)...), " ")
	for _, secret := range []string{"secret-env", "refresh-env", "secret-file"} {
		if !strings.Contains(all, secret) {
			t.Errorf("%s would be printed", secret)
		}
	}
}
