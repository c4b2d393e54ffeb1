// Before anything is drawn: the pages look a little different where a script runs.
document.documentElement.classList.add("js");
