package doc

import (
	"bytes"
	"encoding/binary"
)

// BarePicture is a JPEG or PNG picture without what cameras and programs write beside it: place,
// day, device, author, thumbnail. Its colours stay as they are. Any other content, and a
// picture that is not whole, is given back as it is.
func BarePicture(content []byte) []byte {
	var bare []byte
	switch {
	case bytes.HasPrefix(content, []byte("\xff\xd8\xff")):
		bare = bareJPEG(content)
	case bytes.HasPrefix(content, []byte("\x89PNG\r\n\x1a\n")):
		bare = barePNG(content)
	}
	if bare == nil {
		return content
	}
	return bare
}

// bareJPEG leaves out the comment and the application segments but JFIF (APP0), the colour profile
// (APP2) and Adobe's note of the colours' order (APP14); nil where the picture is not whole.
func bareJPEG(content []byte) []byte {
	out := append([]byte(nil), content[:2]...)
	for at := 2; at+4 <= len(content); {
		if content[at] != 0xff {
			return nil
		}
		kind := content[at+1]
		if kind == 0xda { // the picture itself, to the end
			return append(out, content[at:]...)
		}
		end := at + 2 + int(binary.BigEndian.Uint16(content[at+2:]))
		if end > len(content) || end < at+4 {
			return nil
		}
		if kind != 0xfe && (kind < 0xe0 || kind > 0xef || kind == 0xe0 || kind == 0xe2 || kind == 0xee) {
			out = append(out, content[at:end]...)
		}
		at = end
	}
	return nil
}

// barePNG leaves out texts, the time and the camera's data; nil where the picture is not whole.
func barePNG(content []byte) []byte {
	out := append([]byte(nil), content[:8]...)
	for at := 8; at+12 <= len(content); {
		end := at + 12 + int(binary.BigEndian.Uint32(content[at:]))
		if end > len(content) || end < at {
			return nil
		}
		switch string(content[at+4 : at+8]) {
		case "tEXt", "zTXt", "iTXt", "eXIf", "tIME":
		case "IEND":
			return append(out, content[at:end]...)
		default:
			out = append(out, content[at:end]...)
		}
		at = end
	}
	return nil
}
