// The stance board: dropping a card on another column presses the button that leads there, which each card has anyway.

const board = document.querySelector("[data-stances]")
let held = null

const button = (card, column) => card?.querySelector(`[data-to="${column.dataset.stance}"]`)

const release = () => {
  held?.classList.remove("is-held")
  board.querySelectorAll(".is-over").forEach((column) => column.classList.remove("is-over"))
  held = null
}

for (const card of board.querySelectorAll("[data-card]")) {
  card.draggable = true
  // Or else the browser drags the address of the link that one takes hold of.
  card.querySelectorAll("a").forEach((link) => { link.draggable = false })
  card.addEventListener("dragstart", (event) => {
    held = card
    card.classList.add("is-held")
    event.dataTransfer.effectAllowed = "move"
    event.dataTransfer.setData("text/plain", card.querySelector("h3").textContent)
  })
  card.addEventListener("dragend", release)
}

for (const column of board.querySelectorAll("[data-stance]")) {
  column.addEventListener("dragover", (event) => {
    if (!button(held, column)) return
    event.preventDefault()
    column.classList.add("is-over")
  })
  column.addEventListener("dragleave", (event) => {
    if (!column.contains(event.relatedTarget)) column.classList.remove("is-over")
  })
  column.addEventListener("drop", (event) => {
    const way = button(held, column)
    if (!way) return
    event.preventDefault()
    release()
    way.click()
  })
}
