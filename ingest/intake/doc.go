// Package intake turns the videos of one event into drafts, and keeps what people
// wrote there. Use [Intake.Import] with what package gather has listed, or
// [Intake.Remap] to propose again from what was fetched before.
//
// A [Run] has three parts: what is there and what came in (run.go, import.go, gone.go),
// what is proposed for it (corrections.go, session.go, copies.go, reupload.go,
// stream.go, elsewhere.go), and writing it (write.go). The event's programme is read by
// programme.go; match.go shows people which of its sessions the talks are, and takes what
// they decide.
package intake
