package git

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// File is a file of a commit.
type File struct {
	Path string // slash-separated, from the top
	Mode string // "100644"; see [File.Regular]
	ID   string // of its content
}

// Mode of a file that is new.
const Mode = "100644"

// Regular reports whether the file has a content of its own: it is no symbolic
// link and no other repository.
func (f File) Regular() bool { return strings.HasPrefix(f.Mode, "100") }

// Files lists the files of a commit, of all or of one folder of it, in the order
// of their paths. A folder that is not there has none.
func (r *Repo) Files(ctx context.Context, commit, folder string) ([]File, error) {
	args := []string{"ls-tree", "-r", "-z", "--full-tree", commit}
	if folder != "" {
		args = append(args, "--", folder+"/")
	}
	out, err := r.run(ctx, args...)
	if err != nil {
		return nil, err
	}
	files := make([]File, 0, bytes.Count(out, []byte{0}))
	for line := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		if line == "" {
			continue
		}
		about, path, ok := strings.Cut(line, "\t")
		words := strings.Fields(about) // mode, type, id
		if !ok || len(words) != 3 {
			return nil, fmt.Errorf("git ls-tree answered %q", line)
		}
		files = append(files, File{Path: path, Mode: words[0], ID: words[2]})
	}
	return files, nil
}

// Changed lists the files that differ between two commits, as they are in the
// second; one that is gone there has no ID.
func (r *Repo) Changed(ctx context.Context, from, to string) ([]File, error) {
	out, err := r.run(ctx, "diff-tree", "-r", "-z", "--no-renames", from, to)
	if err != nil {
		return nil, err
	}
	parts := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	var files []File
	for i := 0; i+1 < len(parts); i += 2 {
		words := strings.Fields(parts[i]) // :mode, mode, id, id, status
		if len(words) != 5 {
			return nil, fmt.Errorf("git diff-tree answered %q", parts[i])
		}
		f := File{Path: parts[i+1], Mode: words[1], ID: words[3]}
		if words[4] == "D" {
			f.ID = ""
		}
		files = append(files, f)
	}
	return files, nil
}

// Contents reads files of any commits and hands them over one after the other, in
// their order. The bytes are good until each returns; an error from each ends it.
func (r *Repo) Contents(ctx context.Context, files []File, each func(f File, content []byte) error) error {
	if len(files) == 0 {
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := r.command(ctx, "cat-file", "--batch", "--buffer")
	var ids strings.Builder
	for _, f := range files {
		ids.WriteString(f.ID + "\n")
	}
	cmd.Stdin = strings.NewReader(ids.String())
	var problems bytes.Buffer
	cmd.Stderr = &problems
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return failure(ctx, []string{"cat-file"}, err, nil)
	}
	if err := readBatch(bufio.NewReaderSize(out, 1<<16), files, each); err != nil {
		cancel()
		_ = cmd.Wait() // it was stopped; the error that counts is there already
		if problems.Len() > 0 {
			err = errors.Join(err, errors.New(saying(problems.Bytes())))
		}
		return fmt.Errorf("git cat-file: %w", err)
	}
	if err := cmd.Wait(); err != nil {
		return failure(ctx, []string{"cat-file"}, err, problems.Bytes())
	}
	return nil
}

// readBatch takes apart what cat-file --batch prints: a line with id, type and
// size, then so many bytes and a line end.
func readBatch(out *bufio.Reader, files []File, each func(File, []byte) error) error {
	var buf bytes.Buffer
	for _, f := range files {
		header, err := out.ReadString('\n')
		if err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
		words := strings.Fields(header)
		if len(words) != 3 || words[1] != "blob" {
			return fmt.Errorf("%s: no file but %q", f.Path, strings.TrimSpace(header))
		}
		size, err := strconv.ParseInt(words[2], 10, 64)
		if err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
		buf.Reset()
		if _, err := io.CopyN(&buf, out, size); err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
		if _, err := out.Discard(1); err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
		if err := each(f, buf.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// Store puts the contents of files on the disk into the repository, byte for
// byte, and returns their ids in the same order. Paths are absolute.
func (r *Repo) Store(ctx context.Context, paths []string) ([]string, error) {
	if len(paths) == 0 {
		return nil, nil
	}
	for _, path := range paths {
		if strings.ContainsAny(path, "\n\"") { // hash-object would read it otherwise
			return nil, fmt.Errorf("git cannot be told of the path %q", path)
		}
	}
	stdin := strings.NewReader(strings.Join(paths, "\n") + "\n")
	out, err := r.call(ctx, stdin, "hash-object", "-w", "--no-filters", "--stdin-paths")
	if err != nil {
		return nil, err
	}
	ids := strings.Fields(string(out))
	if len(ids) != len(paths) {
		return nil, fmt.Errorf("git hash-object stored %d files of %d", len(ids), len(paths))
	}
	return ids, nil
}
