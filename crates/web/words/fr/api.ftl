# What the programming interface says of a request that was not understood.

refusal-malformed-json = Le corps de la demande n'est pas du JSON lisible.
refusal-not-json = Le corps de la demande doit être du JSON, annoncé comme application/json.
refusal-no-such-method = Cette adresse ne répond pas à cette méthode.
refusal-bad-request = La demande ne peut pas être lue.
refusal-cut = La demande a été coupée. Rien n'a été enregistré de ce qui manque.

mistake-wrong-type = Cette valeur n'est pas du type attendu.
mistake-unknown-field = Ce nom n'est pas connu ici.
mistake-not-an-id = Écrivez un identifiant de la forme 01890a5d-ac96-774b-bcce-b302099a8057.
mistake-not-a-place = Écrivez le code d'un territoire, en neuf chiffres.
mistake-not-a-cursor = Reprenez la valeur « next » de la page précédente, telle quelle.
mistake-no-such-upload = Aucun envoi de ce compte ne porte cet identifiant.
mistake-seat-needed = Indiquez le rôle et le lieu : plusieurs fonctions sont tenues par ce compte.
mistake-beyond-token = Un jeton ne peut en créer un de portée plus large ni de durée plus longue que la sienne.
