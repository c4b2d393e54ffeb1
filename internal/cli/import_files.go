package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/providers/ytdlp"
)

// sources are what somebody wants to be imported, in the order given.
type sources struct {
	importing
	hosts pipeline.Hosts
	// resolve understands one address, by the hosts or by the program of --via.
	resolve func(address string) ([]ingest.Target, error)
}

// of understands the arguments of import: addresses, files of them, and files that yt-dlp or
// `stevie fetch` wrote; "-" is standard input.
func (s sources) of(ctx context.Context, args []string) (all []ingest.Target, err error) {
	for _, arg := range args {
		var found []ingest.Target
		if s.isFile(arg) {
			found, err = s.read(ctx, arg)
		} else {
			found, err = s.resolve(arg)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// fileEndings are those of the files that import reads; what has one and is no address is a
// file, whether it is there or not.
var fileEndings = []string{".json", ".jsonl", ".txt"}

func (s sources) isFile(arg string) bool {
	if arg == stdinName {
		return true
	}
	if strings.Contains(arg, "://") {
		return false
	}
	info, err := os.Stat(s.path(arg))
	if err == nil {
		return !info.IsDir()
	}
	first, _, isNested := strings.Cut(filepath.ToSlash(arg), "/")
	onTheWeb := isNested && strings.Contains(strings.Trim(first, "."), ".") // it begins with a host
	return !onTheWeb && slices.Contains(fileEndings, strings.ToLower(filepath.Ext(arg)))
}

func (s sources) read(ctx context.Context, arg string) ([]ingest.Target, error) {
	name := arg
	if arg == stdinName {
		name = "standard input"
	}
	in, err := s.input(ctx, arg, "what yt-dlp wrote, or addresses")
	if err != nil {
		return nil, err
	}
	defer in.Close()
	buffered := bufio.NewReader(in)
	if isJSON, err := beginsJSON(buffered); err != nil {
		return nil, err
	} else if !isJSON && !strings.HasPrefix(filepath.Ext(arg), ".json") {
		return s.addresses(name, buffered)
	}
	lists, err := ytdlp.Read(buffered, s.hosts)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return ytdlp.Targets(lists), nil
}

// beginsJSON looks at how a text begins, and leaves it where it was.
func beginsJSON(in *bufio.Reader) (bool, error) {
	head, err := in.Peek(in.Size())
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	return len(head) > 0 && (head[0] == '{' || head[0] == '[') || bytes.HasPrefix(head, []byte("null")), nil
}

// mostAddresses is the size of the largest file of addresses, in bytes.
const mostAddresses = 10 << 20

// addresses reads addresses, one a line. What begins with # is for people, and what names
// none says so with its line.
func (s sources) addresses(name string, in io.Reader) (all []ingest.Target, err error) {
	lines := bufio.NewScanner(io.LimitReader(in, mostAddresses))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		found, err := s.resolve(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		all = append(all, found...)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(all) == 0 {
		return nil, usage(ingest.WithHint(fmt.Errorf("%s: there is no address in it", name), "write one a line, or give what yt-dlp -J wrote"))
	}
	return all, nil
}
