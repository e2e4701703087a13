package minutes_test

import (
	"testing"

	"moothall/internal/minutes"
)

func TestWhoActsByWhen(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ src, owner, due string }{
		{"RESOLVED – That the Head of Planning be requested to report back by 31 March 2019.", "Head of Planning", "2019-03-31"},
		{"RESOLVED – That the Director of Place, in consultation with the Chair, be authorised to sign the lease before the end of June 2018.", "Director of Place", "2018-06-30"},
		{"RESOLVED – That authority be delegated to the Corporate Director (Place), in consultation with the Leader, to agree the terms.", "Corporate Director (Place)", ""},
		{"RESOLVED – (1) That the report be noted.", "", ""},
		{"RESOLVED – That the report of 5 April 2018 be noted.", "", ""},
		{"RESOLVED – That the Cabinet be recommended to approve the plan no later than 31 June 2018.", "", ""},
		{"RESOLVED – That members be invited to comment by Friday, 9 February 2018.", "", "2018-02-09"},
	} {
		got := minutes.ReadText(test.src).Resolution
		if len(got) != 1 || got[0].Owner != test.owner || got[0].Due.String() != test.due {
			t.Errorf("%q: %+v, want owner %q and due %q", test.src, got, test.owner, test.due)
		}
	}
}
