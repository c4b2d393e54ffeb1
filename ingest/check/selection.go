package check

import "strings"

// selection says which parts of a tree findings are wanted about. Names are
// slash-separated and count from the tree.
type selection struct {
	all   bool
	names []string // events, their videos folders, or files
}

// has reports whether a file or folder is selected, by itself or with a folder
// that it lies in.
func (s selection) has(name string) bool {
	if s.all {
		return true
	}
	for _, selected := range s.names {
		if below(name, selected) {
			return true
		}
	}
	return false
}

// touches reports whether a folder is selected, or something in it is.
func (s selection) touches(folder string) bool {
	if s.has(folder) {
		return true
	}
	for _, selected := range s.names {
		if below(selected, folder) {
			return true
		}
	}
	return false
}

// below reports whether name is folder or lies in it.
func below(name, folder string) bool {
	rest, ok := strings.CutPrefix(name, folder)
	return ok && (rest == "" || rest[0] == '/')
}
