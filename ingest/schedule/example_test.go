package schedule_test

import (
	"fmt"

	"github.com/pyvideo/stevie/ingest/schedule"
)

// A table needs no more than a header; what its columns are called is found out,
// or said.
func ExampleParse() {
	table := "Was;Wer;Beginn\nBoote;Jane Doe;02.06.2031 10:00\nSchiffe;Jane Doe, John Roe;02.06.2031 11:00\n"
	programme, err := schedule.Parse([]schedule.File{{Path: "programm.csv", Data: []byte(table)}}, schedule.Options{
		TimeZone: "Europe/Vilnius",
		Fields:   schedule.Fields{"title": "Was", "speakers": "Wer"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(programme.Summary())
	for _, session := range programme.Sessions {
		fmt.Println(session.Start, session.Title, session.Speakers)
	}
	// Output:
	// 2 sessions, 2 speakers
	// 2031-06-02 10:00:00 +0300 EEST Boote [Jane Doe]
	// 2031-06-02 11:00:00 +0300 EEST Schiffe [Jane Doe John Roe]
}
