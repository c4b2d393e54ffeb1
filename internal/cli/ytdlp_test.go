package cli_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// fakeYTDLP is a program that answers as yt-dlp does: with the files of $HOME/ytdlp, which are
// flat.json for a list and ID.json for a video. It takes down how it was called, in calls
// and environment there. What is in the file stderr it says, the one called hang has it
// wait, and the one called status is its exit status.
func fakeYTDLP() int {
	dir := filepath.Join(os.Getenv("HOME"), "ytdlp")
	read := func(name string) string {
		text, _ := os.ReadFile(filepath.Join(dir, name)) // what is missing is not answered
		return string(text)
	}
	note := func(name, text string) {
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			panic(err)
		}
		defer f.Close()
		fmt.Fprintln(f, text)
	}
	note("calls", strings.Join(os.Args[1:], " "))
	note("environment", strings.Join(os.Environ(), "\n"))
	if read("hang") != "" {
		time.Sleep(time.Minute)
	}
	if slices.Contains(os.Args, "--version") {
		fmt.Fprintln(os.Stdout, read("version"))
		return 0
	}
	fmt.Fprint(os.Stderr, read("stderr"))
	status := 0
	_, _ = fmt.Sscan(read("status"), &status) // none is 0
	addresses := os.Args[slices.Index(os.Args, "--")+1:]
	if at := slices.Index(os.Args, "--sub-langs"); at >= 0 {
		which := map[bool]string{true: "auto", false: "subs"}[slices.Contains(os.Args, "--write-auto-subs")]
		name := strings.NewReplacer("%%", "%", "%(ext)s", "").Replace(os.Args[slices.Index(os.Args, "-o")+1])
		for language := range strings.SplitSeq(os.Args[at+1], ",") {
			if text := read(which + "." + language + ".vtt"); text != "" {
				if err := os.WriteFile(name+language+".vtt", []byte(text), 0o600); err != nil {
					panic(err)
				}
			}
		}
		return status
	}
	if at := slices.Index(os.Args, "-o"); at >= 0 {
		if status == 0 && read("video") != "" {
			name := strings.NewReplacer("%%", "%", "%(ext)s", "webm").Replace(os.Args[at+1])
			if err := os.WriteFile(name, []byte(read("video")), 0o600); err != nil {
				panic(err)
			}
		}
		return status
	}
	if slices.Contains(os.Args, "-J") {
		fmt.Fprint(os.Stdout, read("flat.json"))
		return status
	}
	for _, address := range addresses {
		_, id, _ := strings.Cut(address, "v=")
		if answer := read(id + ".json"); answer != "" {
			fmt.Fprint(os.Stdout, answer)
			continue
		}
		fmt.Fprintf(os.Stderr, "ERROR: [youtube] %s: Video unavailable. It was taken down\n", id)
		status = 1
	}
	return status
}

// serveFeed serves a file, as it is at each request, for every feed, and sets FEEDS.
func serveFeed(ts *testscript.TestScript, _ bool, args []string) {
	name := ts.MkAbs(args[0])
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("playlist_id") == "" {
			http.Error(w, "no such feed", http.StatusNotFound)
			return
		}
		http.ServeFile(w, r, name)
	}))
	ts.Defer(server.Close)
	ts.Setenv("FEEDS", server.URL+"/feeds/videos.xml")
}
