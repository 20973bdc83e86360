export const palettePlaceholder = 'A step, a time like 13:42, an image, an action…'
