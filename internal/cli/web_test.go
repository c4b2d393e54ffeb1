package cli_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/internal/cli"
)

// web prints where it is, answers there, and ends in order when it is interrupted.
func TestWeb(t *testing.T) {
	for _, args := range [][]string{{"web", "--no-browser"}, {"web", "--no-browser", "--listen", "0.0.0.0:0"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			t.Chdir(t.TempDir())
			if err := os.WriteFile("stevie.toml", []byte("data = \"data\"\n[keys]\nskip = \"D\"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			ctx, interrupt := context.WithCancel(t.Context())
			defer interrupt()
			out, in := io.Pipe()
			status := make(chan int)
			go func() {
				status <- cli.Run(ctx, args, cli.Streams{In: strings.NewReader(""), Out: in, Err: io.Discard}, func(string) string { return "" })
			}()
			address, err := bufio.NewReader(out).ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			go io.Copy(io.Discard, out)
			jar, err := cookiejar.New(nil)
			if err != nil {
				t.Fatal(err)
			}
			client := http.Client{Jar: jar}
			answer, err := client.Get(strings.TrimSpace(address))
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(answer.Body)
			answer.Body.Close()
			if err != nil || answer.StatusCode != http.StatusOK || !strings.Contains(string(body), `&#34;D&#34;:&#34;skip&#34;`) {
				t.Errorf("%s: %d, %v: %s", address, answer.StatusCode, err, body)
			}
			interrupt()
			if got := <-status; got != cli.ExitDone {
				t.Errorf("exit status %d", got)
			}
		})
	}
}
