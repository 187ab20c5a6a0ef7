/**
 * Imported before noVNC, which would ask for H.264 otherwise: it tries the decoder out before it
 * does anything else, and a hostile display would have one more decoder to play with. No hypervisor
 * sends it.
 */
Reflect.deleteProperty(window, 'VideoDecoder')
