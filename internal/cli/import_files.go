package cli

import (
	"bufio"
	"bytes"
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

// toImport is what somebody wants to be imported: addresses, and what files have.
type toImport struct {
	addresses []string
	targets   []ingest.Target
}

// toImport understands the arguments of import: addresses, files of them, and files that
// yt-dlp or `stevie fetch` wrote; "-" is standard input.
func (a importing) toImport(args []string, hosts pipeline.Hosts) (toImport, error) {
	var all toImport
	for _, arg := range args {
		if !a.isFile(arg) {
			all.addresses = append(all.addresses, arg)
			continue
		}
		found, err := a.read(arg, hosts)
		if err != nil {
			return toImport{}, err
		}
		all.addresses, all.targets = append(all.addresses, found.addresses...), append(all.targets, found.targets...)
	}
	return all, nil
}

// fileEndings are those of the files that import reads; what has one and is no address is a
// file, whether it is there or not.
var fileEndings = []string{".json", ".jsonl", ".txt"}

func (a importing) isFile(arg string) bool {
	if arg == "-" {
		return true
	}
	if strings.Contains(arg, "://") {
		return false
	}
	info, err := os.Stat(a.path(arg))
	return err == nil && !info.IsDir() || err != nil && slices.Contains(fileEndings, strings.ToLower(filepath.Ext(arg))) && !strings.Contains(arg, "/")
}

func nameOfInput(arg string) string {
	if arg == "-" {
		return "standard input"
	}
	return arg
}

func (a importing) read(arg string, hosts pipeline.Hosts) (toImport, error) {
	var in io.Reader = a.In
	if arg != "-" {
		f, err := a.openFile(arg)
		if err != nil {
			return toImport{}, err
		}
		defer f.Close()
		in = f
	}
	buffered := bufio.NewReader(in)
	if isJSON, err := beginsJSON(buffered); err != nil {
		return toImport{}, err
	} else if !isJSON && !strings.HasPrefix(filepath.Ext(arg), ".json") {
		return readAddresses(nameOfInput(arg), buffered, hosts)
	}
	lists, err := ytdlp.Read(buffered, hosts)
	if err != nil {
		return toImport{}, fmt.Errorf("read %s: %w", nameOfInput(arg), err)
	}
	var found toImport
	for _, l := range lists {
		found.targets = append(found.targets, l.Target())
	}
	return found, nil
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

// readAddresses reads addresses, one a line. What begins with # is for people, and what
// names none says so with its line.
func readAddresses(name string, in io.Reader, hosts pipeline.Hosts) (toImport, error) {
	var found toImport
	lines := bufio.NewScanner(io.LimitReader(in, mostAddresses))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		target, err := hosts.Resolve(line)
		if err != nil {
			return toImport{}, usage(fmt.Errorf("%s:%d: %w", name, n, err))
		}
		found.targets = append(found.targets, target)
	}
	if err := lines.Err(); err != nil {
		return toImport{}, err
	}
	if len(found.targets) == 0 {
		return toImport{}, usage(ingest.WithHint(fmt.Errorf("%s: there is no address in it", name), "write one a line, or give what yt-dlp -J wrote"))
	}
	return found, nil
}
