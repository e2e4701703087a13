// Package balance shares the seats of a council's bodies among its political groups, as the Local
// Government and Housing Act 1989 ss15 to 17 and the Local Government (Committees and Political
// Groups) Regulations 1990 (SI 1990/1553) ask, and shows every step of the arithmetic: what each
// group is entitled to, how that was rounded, and which seats were moved under which principle. It
// also says where another allocation departs from the principles, and so needs that no member
// votes against it.
//
// Everything here is a value or a pure function over whole numbers; nothing is rounded before it
// is shown. It must never know who sits where, nor how any of it is stored.
package balance
