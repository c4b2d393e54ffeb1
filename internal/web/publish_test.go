package web_test

import (
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/pyvideo/stevie/internal/demo"
	"github.com/pyvideo/stevie/internal/needs"
)

const publishAt = eventAt + "/publish"

// record is the text of a record in the data tree's checkout.
func (w *world) record(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(w.dir, "data", demo.Event, "videos", name+".json"))
	if os.IsNotExist(err) {
		return ""
	}
	must(t, err)
	return string(text)
}

// publish is the form with the button Publish.
func (w *world) publish(t *testing.T, query string) (*html.Node, answer) {
	t.Helper()
	page := w.get(t, publishAt+query)
	forms := page.forms(publishAt)
	if len(forms) != 1 || !strings.Contains(buttonsOf(forms[0]), "Publish") {
		t.Fatalf("%d forms:\n%s", len(forms), textOf(page.doc))
	}
	return forms[0], page
}

func TestPublish(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if page := w.get(t, publishAt); len(page.forms(publishAt)) > 0 {
		t.Error("there is a button though nothing is ready")
	}
	w.act(t, talk, "take")
	w.act(t, other, "take", "title", "")
	form, page := w.publish(t, "")
	text := textOf(page.doc)
	for _, want := range []string{"2 files new, 0 changed, 1 talk refused", "the title is empty", talk + ".json", "category.json", "Add HeronPy 2025: 1 talk"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q:\n%s", want, text)
		}
	}
	if w.record(t, talk) != "" || !strings.Contains(w.draft(t, talk), `"ready"`) {
		t.Fatal("looking at the page has published")
	}
	done := w.ask(t, http.MethodPost, publishAt, fieldsOf(form))
	text = textOf(done.doc)
	if done.Code != http.StatusOK || !strings.Contains(text, "1 record written") || !strings.Contains(text, "git -C") || !strings.Contains(text, "commit -m 'Add HeronPy 2025: 1 talk'") {
		t.Errorf("%d:\n%s", done.Code, text)
	}
	if w.record(t, talk) == "" || !strings.Contains(w.draft(t, talk), `"published"`) {
		t.Error("nothing was published")
	}
	if again := w.ask(t, http.MethodPost, publishAt, fieldsOf(form)); again.Code != http.StatusConflict {
		t.Errorf("the same form again: %d", again.Code)
	}
	w.act(t, talk, "save", "language", "fra")
	if _, page := w.publish(t, ""); !strings.Contains(textOf(page.doc), `-  "language": "eng"`) || !strings.Contains(textOf(page.doc), `+  "language": "fra"`) {
		t.Errorf("no diff:\n%s", textOf(page.doc))
	}
}

// other is another talk of the sample conference.
const other = "packaging-without-tears"

func TestPublishOnlyWhatWasShown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.act(t, talk, "take")
	form, _ := w.publish(t, "")
	w.edit(t, talk, "language", `"fra"`)
	a := w.ask(t, http.MethodPost, publishAt, fieldsOf(form))
	if a.Code != http.StatusConflict || !strings.Contains(textOf(a.doc), "has changed since you looked") || !strings.Contains(textOf(a.doc), `"fra"`) {
		t.Errorf("%d:\n%s", a.Code, textOf(a.doc))
	}
	if w.record(t, talk) != "" {
		t.Error("something was published that nobody has seen")
	}
}

func TestPublishOnABranch(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		needs.Missing(t, "git")
	}
	w := newWorld(t)
	w.act(t, talk, "take")
	page := w.get(t, publishAt+"?to=branch")
	if !strings.Contains(textOf(page.doc), "Nothing can be published") {
		t.Errorf("without a repository:\n%s", textOf(page.doc))
	}
	git := func(args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "git", args...)
		cmd.Dir = filepath.Join(w.dir, "data")
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("git %s: %v\n%s", args, err, out)
		}
		return string(out)
	}
	git("init", "-q", "-b", "main")
	git("config", "user.name", "Curator")
	git("config", "user.email", "curator@heronpy.example")
	git("add", ".")
	git("commit", "-q", "-m", "Begin")
	form, _ := w.publish(t, "?to=branch")
	done := w.ask(t, http.MethodPost, publishAt, fieldsOf(form))
	if text := textOf(done.doc); done.Code != http.StatusOK || !strings.Contains(text, "committed to stevie/"+demo.Event) || !strings.Contains(text, " push ") {
		t.Errorf("%d:\n%s", done.Code, text)
	}
	if files := git("ls-tree", "-r", "--name-only", "stevie/"+demo.Event); !strings.Contains(files, talk+".json") {
		t.Errorf("the branch has\n%s", files)
	}
	if w.record(t, talk) != "" || !strings.Contains(w.draft(t, talk), `"published"`) {
		t.Error("the checkout has changed, or the draft has not")
	}
}

func TestPublishRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.act(t, talk, "take")
	must(t, os.WriteFile(w.path("broken"), []byte("title = "), 0o644))
	form, page := w.publish(t, "")
	if text := textOf(page.doc); !strings.Contains(text, "broken.toml") {
		t.Errorf("a draft that cannot be read is not told:\n%s", text)
	}
	values := fieldsOf(form)
	for _, test := range []struct {
		name, at string
		form     url.Values
		headers  []string
		want     int
	}{
		{"another site", publishAt, values, []string{"Origin: http://evil.example"}, 403},
		{"no token", publishAt, url.Values{"print": values["print"]}, nil, 403},
		{"another event", "/event/nothing/publish", values, nil, 404},
		{"nothing seen", publishAt, url.Values{"token": values["token"]}, nil, 409},
		{"all at once", publishAt, url.Values{"token": values["token"], "print": values["print"], "all": {"1"}}, nil, 409},
		{"beside a broken draft", publishAt, values, nil, 200},
	} {
		if a := w.ask(t, http.MethodPost, test.at, test.form, test.headers...); a.Code != test.want {
			t.Errorf("%s: %d, want %d: %s", test.name, a.Code, test.want, a.Body)
		}
	}
}
