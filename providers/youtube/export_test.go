package youtube

// For the tests outside the package.
var Address = address
