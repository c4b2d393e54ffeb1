package ingest

import (
	"errors"
	"fmt"
	"time"
)

// ErrUnknownZone is a time zone that nobody knows.
var ErrUnknownZone = errors.New("unknown time zone")

// LoadZone finds a time zone by its name. That of this machine has none: what is said of an
// event is to mean the same everywhere.
func LoadZone(name string) (*time.Location, error) {
	if zone, err := time.LoadLocation(name); err == nil && name != "" && name != "Local" {
		return zone, nil
	}
	return nil, WithHint(fmt.Errorf("%w %q", ErrUnknownZone, name), "name it like Europe/Vilnius or America/Chicago")
}
