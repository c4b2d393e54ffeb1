// The keys of the editor.
