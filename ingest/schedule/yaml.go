package schedule

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v4"

	"github.com/pyvideo/stevie/ingest"
)

// maxValues bounds what one YAML document may hold, its aliases resolved: a few
// lines of aliases of aliases would fill any memory.
const maxValues = 500_000

var errTooManyValues = ingest.WithHint(errors.New("too many values, or aliases of aliases"), "give the programme alone")

// readYAML reads all documents of a text, several as a list. Values stay as they
// are written: "10:00" is no number.
func readYAML(data []byte) (any, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	left := maxValues
	var documents []any
	for {
		var root yaml.Node
		err := decoder.Decode(&root)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, ingest.WithHint(fmt.Errorf("no YAML: %s", strings.TrimPrefix(strings.ReplaceAll(err.Error(), "\n", " "), "yaml: ")), "mend it, or leave the file out")
		}
		v, err := fromYAML(&root, &left, 0)
		if err != nil {
			return nil, err
		}
		documents = append(documents, v)
	}
	if len(documents) == 1 {
		return documents[0], nil
	}
	return documents, nil
}

func fromYAML(n *yaml.Node, left *int, depth int) (any, error) {
	if *left--; *left < 0 || depth > 200 {
		return nil, errTooManyValues
	}
	switch n.Kind {
	case yaml.DocumentNode:
		if len(n.Content) == 0 {
			return nil, nil
		}
		return fromYAML(n.Content[0], left, depth+1)
	case yaml.AliasNode:
		return fromYAML(n.Alias, left, depth+1)
	case yaml.SequenceNode:
		list := make([]any, 0, len(n.Content))
		for _, c := range n.Content {
			v, err := fromYAML(c, left, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	case yaml.MappingNode:
		return mappingOf(n, left, depth)
	}
	switch n.ShortTag() {
	case "!!null":
		return nil, nil
	case "!!bool":
		return strings.EqualFold(n.Value, "true"), nil
	}
	return n.Value, nil
}

func mappingOf(n *yaml.Node, left *int, depth int) (any, error) {
	o := newObject()
	for i := 0; i+1 < len(n.Content); i += 2 {
		v, err := fromYAML(n.Content[i+1], left, depth+1)
		if err != nil {
			return nil, err
		}
		if n.Content[i].ShortTag() == "!!merge" {
			for _, merged := range objectsOf(v) {
				for _, key := range merged.keys {
					if !o.has(key) {
						o.set(key, merged.values[key])
					}
				}
			}
			continue
		}
		o.set(n.Content[i].Value, v)
	}
	return o, nil
}

// readTOML reads the front matter that stands between lines of "+++".
func readTOML(data []byte) (any, error) {
	var v map[string]any
	if err := toml.Unmarshal(data, &v); err != nil {
		return nil, fmt.Errorf("no TOML: %w", err)
	}
	return fromTOML(v), nil
}

func fromTOML(v any) any {
	switch v := v.(type) {
	case map[string]any:
		o := newObject()
		for _, key := range sortedKeys(v) {
			o.set(key, fromTOML(v[key]))
		}
		return o
	case []any:
		for i := range v {
			v[i] = fromTOML(v[i])
		}
		return v
	case bool, nil:
		return v
	case interface{ MarshalText() ([]byte, error) }: // dates and times
		text, err := v.MarshalText()
		if err != nil {
			return nil
		}
		return string(text)
	}
	return fmt.Sprint(v)
}
