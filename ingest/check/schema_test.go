package check_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/internal/needs"
)

// schemaCases are records with one key changed, and the field that is at fault.
var schemaCases = []struct{ key, value, field string }{
	{"title", `"A"`, ""},
	{"title", `""`, ""},
	{"title", `null`, "title"},
	{"title", `7`, "title"},
	{"title", "", "title"},
	{"description", `null`, ""},
	{"description", `""`, ""},
	{"description", `[]`, "description"},
	{"description", "", "description"},
	{"speakers", `[]`, ""},
	{"speakers", `["A","B"]`, ""},
	{"speakers", `["A","\u0041"]`, "speakers[1]"},
	{"speakers", `[7]`, "speakers[0]"},
	{"speakers", `[""]`, ""},
	{"speakers", `null`, "speakers"},
	{"speakers", `"A"`, "speakers"},
	{"speakers", `{}`, "speakers"},
	{"speakers", "", "speakers"},
	{"recorded", `null`, ""},
	{"recorded", `"2024-05-18"`, ""},
	{"recorded", `"2024-99-99"`, ""},
	{"recorded", `"2024-05-18\n"`, ""},
	{"recorded", `"2024-05-18T10:00:00"`, ""},
	{"recorded", `"2024-05-18T10:00:00+02:00"`, ""},
	{"recorded", `"2024-05-18T10:00:00Z"`, "recorded"},
	{"recorded", `"2024-05-18 "`, "recorded"},
	{"recorded", `" 2024-05-18"`, "recorded"},
	{"recorded", `"2024-5-18"`, "recorded"},
	{"recorded", `""`, "recorded"},
	{"recorded", `"٢٠٢٤-05-18"`, "recorded"},
	{"recorded", `"2024-05-18\n\n"`, "recorded"},
	{"recorded", `"2024-05-18\r"`, "recorded"},
	{"recorded", `20240518`, "recorded"},
	{"recorded", "", "recorded"},
	{"tags", `[]`, ""},
	{"tags", `["a","A"]`, ""},
	{"tags", `["a","a"]`, "tags[1]"},
	{"tags", `[""]`, "tags[0]"},
	{"tags", `[null]`, "tags[0]"},
	{"tags", `null`, "tags"},
	{"duration", `30`, ""},
	{"duration", `30.0`, ""},
	{"duration", `3e1`, ""},
	{"duration", `1e300`, ""},
	{"duration", `-1`, ""},
	{"duration", `null`, ""},
	{"duration", `30.5`, "duration"},
	{"duration", `"30"`, "duration"},
	{"duration", `true`, "duration"},
	{"duration", `NaN`, "duration"},
	{"duration", `Infinity`, "duration"},
	{"duration", `1e999`, "duration"},
	{"id", `7`, ""},
	{"id", `7.5`, "id"},
	{"id", `"7"`, "id"},
	{"id", `false`, "id"},
	{"language", `""`, ""},
	{"language", `null`, ""},
	{"language", `[]`, "language"},
	{"copyright_text", `7`, "copyright_text"},
	{"thumbnail_url", `"not a url"`, ""},
	{"thumbnail_url", `7`, "thumbnail_url"},
	{"summary", `null`, ""},
	{"summary", `{}`, "summary"},
	{"quality_notes", `true`, "quality_notes"},
	{"slug", `7`, "slug"},
	{"alias", `[]`, "alias"},
	{"category", `7`, "category"},
	{"anything", `[{}]`, ""},
	{"related_urls", `[]`, ""},
	{"related_urls", `["x"," "]`, ""},
	{"related_urls", `[{"label":"A","url":"x","more":1}]`, ""},
	{"related_urls", `null`, "related_urls"},
	{"related_urls", `["x","x"]`, "related_urls[1]"},
	{"related_urls", `[{"label":"A","url":"x"},{"url":"x","label":"A"}]`, "related_urls[1]"},
	{"related_urls", `[{"url":"x"}]`, "related_urls[0].label"},
	{"related_urls", `[{"label":"x"}]`, "related_urls[0].url"},
	{"related_urls", `[{"label":null,"url":"x"}]`, "related_urls[0].label"},
	{"related_urls", `[7]`, "related_urls[0]"},
	{"related_urls", `[["x"]]`, "related_urls[0]"},
	{"videos", `[{"type":"a","url":"x"}]`, ""},
	{"videos", `[]`, "videos"},
	{"videos", `null`, "videos"},
	{"videos", `{}`, "videos"},
	{"videos", "", "videos"},
	{"videos", `[{"type":"a"}]`, "videos[0].url"},
	{"videos", `[{"url":"a"}]`, "videos[0].type"},
	{"videos", `[{"type":null,"url":"x"}]`, "videos[0].type"},
	{"videos", `["x"]`, "videos[0]"},
	{"videos", `[{"type":"a","url":"x","size":1.0,"length":null}]`, ""},
	{"videos", `[{"type":"a","url":"x","size":1.5}]`, "videos[0].size"},
	{"videos", `[{"type":"a","url":"x","length":"1"}]`, "videos[0].length"},
	{"videos", `[{"type":"a","url":"x","size":1},{"type":"a","url":"x","size":1.0}]`, "videos[1]"},
	{"videos", `[{"type":"a","url":"x","q":true},{"type":"a","url":"x","q":1}]`, ""},
	{"videos", `[{"type":"a","url":"x","q":[1]},{"type":"a","url":"x","q":[1.0]}]`, "videos[1]"},
}

// withKey writes a record that is right but for one key; without a value the key
// is left out.
func withKey(key, value string) string {
	members := map[string]string{
		"title": `"A"`, "speakers": `[]`, "recorded": `null`, "description": `null`, "videos": `[{"type":"a","url":"x"}]`,
	}
	members[key] = value
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(members)) {
		if members[k] != "" {
			fmt.Fprintf(&b, ",%q:%s", k, members[k])
		}
	}
	return "{" + strings.TrimPrefix(b.String(), ",") + "}"
}

// schemaFields returns the fields of what the rule schema finds in a file.
func schemaFields(t testing.TB, name, text string) []string {
	t.Helper()
	findings := check.Source(name, []byte(text), check.Options{ErrorsOnly: true})
	var fields []string
	for _, f := range findings {
		if f.Rule == check.RuleSchema {
			fields = append(fields, f.Field)
		} else if f.Level == check.Error {
			t.Errorf("%s: %+v", text, f)
		}
	}
	return fields
}

func TestSchema(t *testing.T) {
	t.Parallel()
	for _, tt := range schemaCases {
		text := withKey(tt.key, tt.value)
		var want []string
		if tt.field != "" {
			want = []string{tt.field}
		}
		if diff := cmp.Diff(want, schemaFields(t, "record.json", text)); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

var categoryCases = []struct{ text, field string }{
	{`{"title":"A"}`, ""},
	{`{"title":""}`, ""},
	{`{}`, "title"},
	{`{"title":null}`, "title"},
	{`[]`, "?"},
	{`"A"`, "?"},
	{`{"title":"A","url":"","alias":null,"description":"x"}`, ""},
	{`{"title":"A","url":null}`, "url"},
	{`{"title":"A","alias":1}`, "alias"},
	{`{"title":"A","start_date":"2024-02-29","end_date":"2024-03-01"}`, ""},
	{`{"title":"A","start_date":"2023-02-29"}`, "start_date"},
	{`{"title":"A","start_date":""}`, "start_date"},
	{`{"title":"A","start_date":null}`, "start_date"},
	{`{"title":"A","end_date":"2024-03-01T00:00:00"}`, "end_date"},
	{`{"title":"A","end_date":"20240301"}`, "end_date"},
	{`{"title":"A","end_date":"0000-01-01"}`, "end_date"},
	{`{"title":"A","end_date":"2024-03-01\n"}`, "end_date"},
	{`{"title":"A","end_date":"0001-01-01"}`, ""},
	{`{"title":"A","slug":"a"}`, "slug"},
	{`{"title":"A","\u0074itle":"B"}`, ""},
}

func TestCategorySchema(t *testing.T) {
	t.Parallel()
	for _, tt := range categoryCases {
		var want []string
		if tt.field != "" {
			want = []string{strings.TrimSuffix(tt.field, "?")}
		}
		if diff := cmp.Diff(want, schemaFields(t, "category.json", tt.text)); diff != "" {
			t.Errorf("%s: %s", tt.text, diff)
		}
	}
}

// validator judges one JSON text a line by one of the repository's schemas, with
// the library that its tests use.
const validator = `
import json, sys, warnings
try:
    import jsonschema
except ImportError:
    sys.exit(77)
with open(sys.argv[1], encoding="utf-8") as f:
    schema = json.load(f)
cls = jsonschema.validators.validator_for(schema)
judge = cls(schema, format_checker=jsonschema.FormatChecker(["date"]))
for line in sys.stdin:
    print(int(judge.is_valid(json.loads(line))))
`

// upstream returns for each text whether the repository's own schema takes it.
func upstream(t testing.TB, schema string, texts []string) []bool {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		needs.Missing(t, "python3 to compare with")
	}
	cmd := exec.CommandContext(t.Context(), python, "-W", "ignore", "-c", validator, filepath.Join(pyvideo.Dir(t), ".schemas", schema))
	cmd.Stdin = strings.NewReader(strings.Join(texts, "\n"))
	out, err := cmd.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.ExitCode() == 77 {
		needs.Missing(t, "python3's jsonschema to compare with (package python3-jsonschema)")
	}
	if err != nil {
		t.Fatal(err)
	}
	var valid []bool
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		valid = append(valid, lines.Text() == "1")
	}
	if len(valid) != len(texts) {
		t.Fatalf("%d verdicts on %d texts", len(valid), len(texts))
	}
	return valid
}

// TestSchemaAgreesWithUpstream compares verdicts on the tables above and on 3,000
// records made at random from values that matter.
func TestSchemaAgreesWithUpstream(t *testing.T) {
	t.Parallel()
	texts := make([]string, 0, 4000)
	for _, tt := range schemaCases {
		texts = append(texts, withKey(tt.key, tt.value))
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		object := make(map[string]json.RawMessage)
		for range 1 + rnd.IntN(2) {
			one, other := schemaCases[rnd.IntN(len(schemaCases))], schemaCases[rnd.IntN(len(schemaCases))]
			object[one.key] = json.RawMessage(`"A"`)
			if other.value != "" {
				object[one.key] = json.RawMessage(other.value)
			}
		}
		text := withKey("", "")
		for key, value := range object {
			text = strings.TrimSuffix(text, "}") + fmt.Sprintf(",%q:%s}", key, value)
		}
		texts = append(texts, text)
	}
	verdicts := upstream(t, "video.json", texts)
	for i, valid := range verdicts {
		if findings := check.Source("x.json", []byte(texts[i]), check.Options{ErrorsOnly: true}); valid == hasRule(findings, check.RuleSchema) {
			t.Errorf("upstream takes it: %v; we say %v of %s", valid, brief(findings), texts[i])
		}
	}
}

func TestCategoryAgreesWithUpstream(t *testing.T) {
	t.Parallel()
	var texts []string
	for _, tt := range categoryCases {
		texts = append(texts, tt.text)
	}
	for i, valid := range upstream(t, "category.json", texts) {
		if findings := check.Source("category.json", []byte(texts[i]), check.Options{ErrorsOnly: true}); valid == hasRule(findings, check.RuleSchema) {
			t.Errorf("upstream takes it: %v; we say %v of %s", valid, brief(findings), texts[i])
		}
	}
}

func hasRule(findings []check.Finding, rule string) bool {
	return slices.ContainsFunc(findings, func(f check.Finding) bool { return f.Rule == rule })
}
