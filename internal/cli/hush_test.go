package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/internal/cli"
)

// Secrets of the environment and of stevie.toml are printed by nobody, wherever they
// come from and however they are written.
func TestKnownSecretsAreNotPrinted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const fromEnv, fromFile = "hush/from environment", "hush-from-file+1"
	file := filepath.Join(dir, "stevie.toml")
	if err := os.WriteFile(file, []byte("[vimeo]\ntoken = \""+fromFile+"\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := func(name string) string {
		return map[string]string{"YOUTUBE_API_KEY": fromEnv, "STEVIE_CONFIG": file}[name]
	}
	for _, args := range [][]string{
		{"fetch", "https://vimeo.com/settings?h=" + fromFile},
		{"fetch", "https://vimeo.com/event/hush-from-file%2B1"},
		{"fetch", "https://www.youtube.com/exconf/unknown?x=hush%2Ffrom+environment"},
		{"fetch", "https://talks.example/hush%2Ffrom%20environment"},
		{"status", "--" + fromEnv},
		{fromEnv},
	} {
		var out, err bytes.Buffer
		status := cli.Run(t.Context(), args, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &err}, env)
		text := out.String() + err.String()
		if status == cli.ExitDone || !strings.Contains(text, "error:") {
			t.Errorf("%q: status %d, %s", args, status, text)
		}
		for _, secret := range []string{fromEnv, fromFile, "hush%2Ffrom", "file%2B1"} {
			if strings.Contains(text, secret) {
				t.Errorf("%q prints a secret: %s", args, text)
			}
		}
	}
}
