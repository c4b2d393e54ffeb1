package quota

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/pyvideo/stevie/internal/atomicfile"
)

// count is what a ledger's file holds. Days beside today's are kept, so that a
// clock which jumps there and back loses nothing.
type count struct {
	Days map[string]int `json:"days"` // units by day, Pacific Time
}

// keptDays bounds the file.
const keptDays = 7

func load(root *os.Root, name string) count {
	var c count
	src, err := root.ReadFile(name + ".json")
	if err == nil {
		err = json.Unmarshal(src, &c)
	}
	if err != nil || c.Days == nil {
		return count{Days: map[string]int{}}
	}
	return c
}

func (c count) save(root *os.Root, name, day string) error {
	days := slices.Sorted(maps.Keys(c.Days))
	for _, old := range days[:max(0, len(days)-keptDays)] {
		if old != day {
			delete(c.Days, old)
		}
	}
	src, err := json.Marshal(c)
	if err == nil {
		err = atomicfile.Write(root, name+".json", append(src, '\n'))
	}
	if err != nil {
		return fmt.Errorf("count the quota: %w", err)
	}
	return nil
}
