"""Components, layout, design tokens and a gallery of all of them (giao diện)."""
