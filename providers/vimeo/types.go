package vimeo

import (
	"encoding/json"
	"errors"
	"strings"
)

// videoFields is what is asked about a video. Naming fields raises the rate limit
// (help.vimeo.com, "API Best Practices").
const videoFields = "uri,name,description,link,player_embed_url,duration,language,license,created_time,release_time," +
	"modified_time,content_rating,privacy.view,privacy.embed,status,transcode.status,upload.status,type,tags.name," +
	"categories.name,pictures.base_link,pictures.sizes,user.name,user.link,user.uri,metadata.connections.texttracks.total"

// collectionFields is what is asked about a collection.
const collectionFields = "uri,name,description,link,created_time,modified_time,privacy.view,user.name,user.link,user.uri," +
	"metadata.connections.videos.uri,metadata.connections.videos.total"

// videoJSON is a video of the API, with the keys that stevie reads. Any of them
// may be missing or null.
type videoJSON struct {
	URI         string  `json:"uri"` // /videos/ID, /videos/ID:HASH
	Name        string  `json:"name"`
	Description string  `json:"description"`
	Link        string  `json:"link"`
	Duration    float64 `json:"duration"` // seconds
	Language    string  `json:"language"` // BCP-47
	License     string  `json:"license"`
	CreatedTime string  `json:"created_time"`
	ReleaseTime string  `json:"release_time"`
	Privacy     struct {
		View  string `json:"view"`
		Embed string `json:"embed"`
	} `json:"privacy"`
	Status    string     `json:"status"` // deprecated, read where the next two are silent
	Transcode statusJSON `json:"transcode"`
	Upload    statusJSON `json:"upload"`
	Type      string     `json:"type"`
	Tags      []struct {
		Name string `json:"name"`
	} `json:"tags"`
	Pictures struct {
		BaseLink string        `json:"base_link"`
		Sizes    []pictureJSON `json:"sizes"`
	} `json:"pictures"`
	User userJSON `json:"user"`
}

type statusJSON struct {
	Status string `json:"status"`
}

type pictureJSON struct {
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
	Link   string  `json:"link"`
}

type userJSON struct {
	Name string `json:"name"`
	URI  string `json:"uri"`
}

// collectionJSON is a showcase, channel, group or user of the API.
type collectionJSON struct {
	URI          string `json:"uri"`
	Name         string `json:"name"`
	Description  string `json:"description"`
	CreatedTime  string `json:"created_time"`
	ModifiedTime string `json:"modified_time"`
	Privacy      struct {
		View string `json:"view"`
	} `json:"privacy"`
	User     userJSON `json:"user"`
	Metadata struct {
		Connections struct {
			Videos struct {
				URI   string `json:"uri"`
				Total int    `json:"total"`
			} `json:"videos"`
		} `json:"connections"`
	} `json:"metadata"`
}

// pageJSON is the envelope of a list.
type pageJSON struct {
	Total  *int              `json:"total"`
	Data   []json.RawMessage `json:"data"`
	Paging *struct {
		Next string `json:"next"` // "" on the last page
	} `json:"paging"`
}

// next returns the link to the next page, "" after the last one. listed is the
// number of entries up to here: without a word about paging, a list is only
// complete if that is all of them.
func (p *pageJSON) next(listed int) (link string, err error) {
	switch {
	case p.Paging != nil:
		return p.Paging.Next, nil
	case p.Total != nil && *p.Total <= listed:
		return "", nil
	}
	return "", errors.New("an answer that does not say where the list goes on")
}

// decode reads an object and forgives single values of another type than
// expected: they stay empty.
func decode(body []byte, into any) error {
	if !strings.HasPrefix(strings.TrimSpace(string(body[:min(len(body), 64)])), "{") {
		return errors.New("not an object")
	}
	err := json.Unmarshal(body, into)
	if _, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return nil
	}
	return err
}

// decodeStrictly reads a page of a list. The only answer without videos that it
// takes is one that says there are none.
func decodeStrictly(body []byte, page *pageJSON) error {
	if err := json.Unmarshal(body, page); err != nil {
		return errors.New("an answer that is not a page of a list")
	}
	if page.Data == nil && (page.Total == nil || *page.Total != 0) {
		return errors.New("an answer without a list")
	}
	return nil
}

// lastSegment returns what follows the last slash of a URI of the API.
func lastSegment(uri string) string { return uri[strings.LastIndexByte(uri, '/')+1:] }
