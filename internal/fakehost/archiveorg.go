package fakehost

import (
	"encoding/base64"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// ArchiveOrg is archive.org as far as the metadata of items and the scraping of
// collections go. The fields must not change while it serves.
type ArchiveOrg struct {
	Items []ArchiveOrgItem `json:"items"`
	// ShortScrape ends each scraping after so many items, without an error, as the
	// Archive does now and then.
	ShortScrape int           `json:"short_scrape"`
	Latency     time.Duration `json:"latency"`

	mu  sync.Mutex
	log []string
}

// ArchiveOrgItem is an item, or a collection. Metadata is as the Archive keeps it: a
// value is a text or a list of texts.
type ArchiveOrgItem struct {
	ID          string           `json:"id"`
	Collections []string         `json:"collections"`
	Metadata    map[string]any   `json:"metadata"`
	Files       []ArchiveOrgFile `json:"files"`
	Dark        bool             `json:"dark"`
}

// ArchiveOrgFile is a file of an item, all of it texts as the Archive has it, and under
// "content" what is in it.
type ArchiveOrgFile map[string]string

// ServeHTTP implements [http.Handler].
func (a *ArchiveOrg) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	a.log = append(a.log, r.Method+" "+r.URL.RequestURI())
	a.mu.Unlock()
	if !pause(r.Context(), a.Latency) {
		return
	}
	id, isItem := strings.CutPrefix(r.URL.Path, "/metadata/")
	switch {
	case isItem:
		rendered(http.StatusOK, a.metadata(id)).ServeHTTP(w, r)
	case strings.HasPrefix(r.URL.Path, "/download/"):
		a.download(strings.TrimPrefix(r.URL.Path, "/download/")).ServeHTTP(w, r)
	case r.URL.Path == "/services/search/v1/scrape":
		a.scrape(r.URL.Query()).ServeHTTP(w, r)
	default:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(webPage))
	}
}

// Requests returns what was asked so far, "GET /path?query" each.
func (a *ArchiveOrg) Requests() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.log)
}

// download answers with a file of an item.
func (a *ArchiveOrg) download(path string) http.Handler {
	for _, it := range a.Items {
		for _, f := range it.Files {
			if path == it.ID+"/"+f["name"] && f["private"] != "true" {
				return content("application/octet-stream", f["content"])
			}
		}
	}
	return http.NotFoundHandler()
}

// metadata of an item that there is not is an empty object, with a status of success.
func (a *ArchiveOrg) metadata(id string) object {
	i := slices.IndexFunc(a.Items, func(it ArchiveOrgItem) bool { return it.ID == id })
	switch {
	case i < 0:
		return object{}
	case a.Items[i].Dark:
		return object{"is_dark": true, "created": 1427273784}
	}
	metadata := object{"identifier": id, "collection": a.Items[i].Collections}
	for key, value := range a.Items[i].Metadata {
		metadata[key] = value
	}
	var files []ArchiveOrgFile
	for _, f := range a.Items[i].Files {
		f = maps.Clone(f)
		delete(f, "content")
		files = append(files, f)
	}
	files = append(files, ArchiveOrgFile{"name": id + "_meta.xml", "source": "metadata", "format": "Metadata", "size": "900"})
	return object{"created": 1427273784, "d1": "ia600000.us.archive.org", "server": "ia600000.us.archive.org", "files_count": len(files), "metadata": metadata, "files": files}
}

// scrape lists the items of a collection, which the query names first, or those that it
// names all.
func (a *ArchiveOrg) scrape(query url.Values) http.Handler {
	count, err := strconv.Atoi(query.Get("count"))
	wanted := wantedBy(query.Get("q"))
	if err != nil || count < 100 || count > 10000 || wanted == nil {
		return rendered(http.StatusOK, object{"error": "count must be 100 to 10000", "errorType": "RangeException"})
	}
	var all []object
	for _, it := range a.Items {
		if wanted(it) {
			all = append(all, listedItem(it, query.Get("fields")))
		}
	}
	from := 0
	if cursor, err := base64.RawURLEncoding.DecodeString(query.Get("cursor")); err == nil && len(cursor) > 0 {
		from, _ = strconv.Atoi(string(cursor))
	}
	to := min(from+count, len(all))
	if a.ShortScrape > 0 {
		to = min(to, max(from, a.ShortScrape))
	}
	answer := object{"items": append([]object{}, all[from:to]...), "count": to - from, "total": len(all)}
	if to < len(all) && (a.ShortScrape == 0 || to < a.ShortScrape) {
		answer["cursor"] = base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(to)))
	}
	return rendered(http.StatusOK, answer)
}

// wantedBy understands the two queries that there are.
func wantedBy(q string) func(ArchiveOrgItem) bool {
	if collection, ok := strings.CutPrefix(q, "collection:"); ok {
		collection, _, _ = strings.Cut(collection, " ")
		return func(it ArchiveOrgItem) bool { return slices.Contains(it.Collections, collection) }
	}
	if list, ok := strings.CutPrefix(q, "identifier:("); ok {
		ids := strings.Split(strings.TrimSuffix(list, ")"), " OR ")
		return func(it ArchiveOrgItem) bool { return !it.Dark && slices.Contains(ids, it.ID) }
	}
	return nil
}

func listedItem(it ArchiveOrgItem, fields string) object {
	listed := object{}
	for field := range strings.SplitSeq(fields, ",") {
		if value, ok := it.Metadata[field]; ok {
			listed[field] = value
		}
	}
	listed["identifier"] = it.ID
	return listed
}
