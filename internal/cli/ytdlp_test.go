package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
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
		fmt.Println(read("version"))
		return 0
	}
	fmt.Fprint(os.Stderr, read("stderr"))
	status := 0
	_, _ = fmt.Sscan(read("status"), &status) // none is 0
	addresses := os.Args[slices.Index(os.Args, "--")+1:]
	if slices.Contains(os.Args, "-J") {
		fmt.Print(read("flat.json"))
		return status
	}
	for _, address := range addresses {
		_, id, _ := strings.Cut(address, "v=")
		if answer := read(id + ".json"); answer != "" {
			fmt.Print(answer)
			continue
		}
		fmt.Fprintf(os.Stderr, "ERROR: [youtube] %s: Video unavailable. It was taken down\n", id)
		status = 1
	}
	return status
}
