//! Signatures in PDF, as signers place them, as attackers bend them, and as three judges see them:
//! ours, pyHanko and poppler's pdfsig.

mod evidence;
mod good;
mod hostile;
mod leaf;
mod others;
mod tamper;
mod tamper_file;
mod tamper_signer;
mod town;
