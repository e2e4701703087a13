package desk

import "moothall/internal/register"

// hallRoutes are the pages of meetings while they are held, and of their minutes.
func (d *Desk) hallRoutes() []route {
	return []route{
		{"GET", "/desk/meetings/{number}/sitting", register.ReadDesk, d.showSitting},
		{"POST", "/desk/meetings/{number}/sitting/open", register.RecordMeeting, d.openMeeting},
		{"POST", "/desk/meetings/{number}/sitting/business", register.RecordMeeting, d.takeItem},
		{"POST", "/desk/meetings/{number}/sitting/preside", register.RecordMeeting, d.preside},
		{"POST", "/desk/meetings/{number}/sitting/adjourn", register.RecordMeeting, d.adjournSitting},
		{"POST", "/desk/meetings/{number}/sitting/close", register.RecordMeeting, d.closeMeeting},
		{"GET", "/desk/meetings/{number}/sitting/items/{item}", register.ReadDesk, d.showHallItem},
		{"GET", "/desk/meetings/{number}/sitting/attendance", register.RecordMeeting, d.showRoll},
		{"POST", "/desk/meetings/{number}/sitting/attendance", register.RecordMeeting, d.saveRoll},
		{"POST", "/desk/meetings/{number}/sitting/attendance/new", register.RecordMeeting, d.addAttendance},
		{"GET", "/desk/attendances/{number}", register.RecordMeeting, d.showAttendance},
		{"POST", "/desk/attendances/{number}", register.RecordMeeting, d.saveAttendance},
		{"POST", "/desk/attendances/{number}/remove", register.RecordMeeting, d.removeAttendance},
		{"GET", "/desk/meetings/{number}/sitting/declarations/new", register.RecordMeeting, d.showNewDeclaration},
		{"POST", "/desk/meetings/{number}/sitting/declarations/new", register.RecordMeeting, d.saveNewDeclaration},
		{"GET", "/desk/declarations/{number}", register.RecordMeeting, d.showDeclaration},
		{"POST", "/desk/declarations/{number}", register.RecordMeeting, d.saveDeclaration},
		{"POST", "/desk/declarations/{number}/remove", register.RecordMeeting, d.removeDeclaration},
		{"GET", "/desk/meetings/{number}/sitting/items/{item}/motions/new", register.RecordMeeting, d.showNewMotion},
		{"POST", "/desk/meetings/{number}/sitting/items/{item}/motions/new", register.RecordMeeting, d.saveNewMotion},
		{"GET", "/desk/motions/{number}", register.RecordMeeting, d.showMotion},
		{"POST", "/desk/motions/{number}", register.RecordMeeting, d.saveMotion},
		{"GET", "/desk/motions/{number}/vote", register.RecordMeeting, d.showVote},
		{"POST", "/desk/motions/{number}/vote", register.RecordMeeting, d.saveVote},
		{"GET", "/desk/items/{number}/minute", register.WriteMinutes, d.showMinute},
		{"POST", "/desk/items/{number}/minute", register.WriteMinutes, d.saveMinute},
		{"POST", "/desk/items/{number}/minute/typed", register.WriteMinutes, d.keepTyped},
		{"POST", "/desk/items/{number}/minute/read", register.WriteMinutes, d.readTyped},
		{"GET", "/desk/meetings/{number}/minutes", register.ReadMinutes, d.showMinutes},
		{"POST", "/desk/meetings/{number}/minutes/send", register.WriteMinutes, d.sendMinutes},
		{"POST", "/desk/meetings/{number}/minutes/return", register.CommentMinutes, d.returnMinutes},
		{"POST", "/desk/meetings/{number}/minutes/comments", register.CommentMinutes, d.commentMinutes},
		{"POST", "/desk/comments/{number}", register.WriteMinutes, d.answerComment},
		{"POST", "/desk/meetings/{number}/minutes/draft", register.PublishMinutes, d.draftMinutes},
		{"POST", "/desk/meetings/{number}/minutes/approve", register.PublishMinutes, d.approveMinutes},
		{"POST", "/desk/meetings/{number}/minutes/sign", register.SignMinutes, d.signMinutes},
	}
}
