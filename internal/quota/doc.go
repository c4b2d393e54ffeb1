// Package quota counts what a key has spent of a host's daily quota, over all
// runs on this machine: the hosts do not tell what is left, and count for the
// project that the key belongs to.
//
// A [Ledger] is one file for each key, named by a hash of it. Processes that
// spend from one key at the same time share it. Counting begins anew at midnight
// Pacific Time, when the host's does ([Reset]).
//
// The count is a courtesy to the next run and not a record of anything: a
// ledger that cannot be read counts from nothing, and the host still refuses
// what is too much.
package quota
