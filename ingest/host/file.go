package host

// file is a video on anybody's server, for which its address is all that is known.
var file = host{name: "file"}
