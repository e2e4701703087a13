package desk

import "moothall/internal/register"

// voteRoutes are the pages of votes that members take in their own browsers.
func (d *Desk) voteRoutes() []route {
	return []route{
		{"POST", "/desk/meetings/{number}/sitting/floor", register.RecordMeeting, d.giveFloor},
		{"GET", "/desk/meetings/{number}/following", register.ReadDesk, d.follow},
		{"GET", "/desk/meetings/{number}/vote", register.CastVote, d.showVoting},
		{"POST", "/desk/meetings/{number}/vote", register.CastVote, d.saveVoting},
		{"GET", "/desk/motions/{number}/poll", register.RecordMeeting, d.showNewPoll},
		{"POST", "/desk/motions/{number}/poll", register.RecordMeeting, d.saveNewPoll},
		{"GET", "/desk/polls/{number}", register.RecordMeeting, d.showPoll},
		{"POST", "/desk/polls/{number}/close", register.RecordMeeting, d.closePoll},
		{"POST", "/desk/polls/{number}/give-up", register.RecordMeeting, d.giveUpPoll},
		{"POST", "/desk/polls/{number}/enter", register.RecordMeeting, d.enterVote},
		{"POST", "/desk/polls/{number}/casting", register.RecordMeeting, d.castingVote},
		{"GET", "/desk/meetings/{number}/sitting/items/{item}/rounds/new", register.RecordMeeting, d.showNewRounds},
		{"POST", "/desk/meetings/{number}/sitting/items/{item}/rounds/new", register.RecordMeeting, d.saveNewRounds},
		{"GET", "/desk/rounds/{number}", register.RecordMeeting, d.showRounds},
		{"POST", "/desk/rounds/{number}/open", register.RecordMeeting, d.openRound},
		{"POST", "/desk/rounds/{number}/settle", register.RecordMeeting, d.settleTie},
		{"POST", "/desk/rounds/{number}/give-up", register.RecordMeeting, d.giveUpRounds},
	}
}
