/**
 * Makes every `<button data-module="moot-print">` print the page. The style sheet hides such a
 * button (class `moot-scripted`) from readers whose browser runs no script.
 *
 * @param {ParentNode} scope where to look for buttons
 */
export function offerPrinting(scope) {
  for (const button of scope.querySelectorAll('button[data-module="moot-print"]')) {
    button.addEventListener('click', () => window.print())
  }
}
