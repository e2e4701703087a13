// The script of every page, which is whole without it: it only makes what is there handier.
//
// GOV.UK Frontend's template marks the body with an inline script; the site's content security
// policy allows none, so the mark is made here, in a module that runs once the page is parsed.

import {
  Accordion,
  Button,
  ErrorSummary,
  NotificationBanner,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
} from 'govuk-frontend'
import { followMeetings } from './following.js'
import { offerFreshening } from './freshening.js'
import { offerOrdering } from './ordering.js'
import { offerPlanning } from './planner.js'
import { offerPrinting } from './printing.js'
import { tellWhatChanged } from './since.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const component of [Accordion, Button, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink, Tabs]) {
  createAll(component)
}
followMeetings(document)
offerFreshening(document)
offerOrdering(document)
offerPlanning(document)
offerPrinting(document)
tellWhatChanged(document)
