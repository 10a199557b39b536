# Ce qui prouve qui agit : seconde preuve, clés d'accès, codes de secours.

confirm-title = Confirmez que c'est vous
confirm-lead = Ce que vous alliez faire engage l'institution. Donnez une seconde preuve de votre identité ; rien de ce que vous avez écrit n'est perdu.
confirm-files = { $count ->
    [one] Un dossier est concerné : une seule confirmation suffit.
   *[other] { $count } dossiers sont concernés : une seule confirmation suffit.
  }
confirm-code = Code
confirm-code-hint = Les six chiffres de votre application, ou l'un de vos codes de secours.
confirm-recovery = Code de secours
confirm-recovery-hint = L'un des codes que vous avez gardés ; chacun sert une fois.
confirm-go = Confirmer
confirm-passkey = Employer une clé d'accès
confirm-or = ou
confirm-demo = Ville de démonstration : le code en ce moment est { $code }.
confirm-cancel = Revenir sans rien faire
confirm-lost = Vous n'avez plus aucun de ces moyens ? Deux administrateurs peuvent ensemble vous rendre l'accès.
confirm-enrol-title = Choisissez d'abord votre seconde preuve
confirm-enrol-lead = Signer et administrer demandent plus qu'un mot de passe. Cela prend une minute, une seule fois.
enrol-step-scan = Ouvrez une application de codes sur votre téléphone et photographiez cette image.
enrol-step-type = Sans appareil photo, écrivez-y cette clé :
enrol-step-code = Écrivez ensuite ici le code à six chiffres qu'elle affiche.
enrol-picture = Image à photographier avec une application de codes
enrol-code = Code à six chiffres
enrol-go = Terminer et continuer
factor-name-usual = Application de codes

second-title = Une preuve de plus
second-lead = Votre mot de passe est juste. Donnez maintenant votre seconde preuve.

security-title = Sécurité du compte
security-lead = Ce qui prouve que c'est vous, en plus du mot de passe.
security-officer = Pour signer ou administrer, il en faut au moins une. Ayez-en deux : si vous perdez l'une, l'autre vous ouvre.
security-factors = Vos secondes preuves
security-none = Aucune pour le moment
security-none-text = Votre mot de passe seul vous fait entrer. Ajoutez une application de codes ou une clé d'accès.
security-kind-totp = Application de codes
security-kind-passkey = Clé d'accès
security-made = ajoutée le { $at }
security-used = dernier emploi le { $at }
security-unused = pas encore employée
security-remove = Retirer
security-add-totp = Ajouter une application de codes
security-add-passkey = Ajouter une clé d'accès
security-passkey-text = Une clé d'accès reste dans votre téléphone, votre ordinateur ou une clé matérielle ; elle s'ouvre par votre doigt, votre visage ou un code, et ne peut pas être recopiée par un site trompeur.
security-passkey-none = Les clés d'accès demandent que ce service soit ouvert sous un nom de domaine ; sur cette machine, ouvrez http://localhost.
security-passkey-script = Votre navigateur ne sait pas créer de clé d'accès ici. Choisissez une application de codes.
security-name = Nom
security-name-hint = Pour la reconnaître : « mon téléphone », « clé du bureau ».
security-passkey-go = Créer la clé d'accès
security-totp-go = Ajouter l'application
security-codes = Codes de secours
security-codes-text = Pour le jour où vous perdez votre téléphone. Chaque code sert une fois ; gardez-les sur papier, loin de l'ordinateur.
security-codes-left = { $count ->
    [0] Vous n'avez aucun code de secours.
    [one] Il vous reste un code de secours.
   *[other] Il vous reste { $count } codes de secours.
  }
security-codes-go = Établir de nouveaux codes
security-codes-again = Les anciens codes ne vaudront plus.
security-codes-fresh = Vos nouveaux codes. Ils ne seront plus montrés : imprimez cette page ou recopiez-les.
security-added = La seconde preuve est ajoutée. Établissez aussi vos codes de secours.
security-removed = La seconde preuve est retirée.
security-link = Secondes preuves et codes de secours
scope-sign = Signer en mon nom
scope-sign-hint = Les actes dont le document engage ; avec « Agir en mon nom ».
audit-what-signed-in = Connexion
audit-what-sign-in-refused = Connexion refusée
audit-what-account-locked = Compte fermé après plusieurs échecs
audit-what-second-factor-given = Seconde preuve donnée
audit-what-factor-added = Seconde preuve ajoutée
audit-what-factor-removed = Seconde preuve retirée
audit-what-codes-renewed = Codes de secours renouvelés
audit-what-password-changed = Mot de passe changé par son titulaire
audit-what-token-made = Clé pour programme créée

officer-covers = pour : { $what }
officer-scope-procedures = Procédures couvertes
officer-scope-acts = Actes couverts
officer-scope-hint = Rien de coché : tous.

enrolment-code = Code d'activation
enrolment-code-hint = Celui que votre administration vous a remis en main propre. Perdu ou trop ancien ? Demandez-lui un autre code.
enrolment-hand = Remettez ce code à l'agent en main propre, jamais par messagerie : il le donnera, avec son mot de passe, pour ajouter sa première seconde preuve. Il sert une fois, pendant { $days } jours.
enrolment-none = Aucun code d'activation n'a été établi.
enrolment-good = Un code d'activation attend d'être employé.
enrolment-used = Son code d'activation a déjà servi.
enrolment-over = Son code d'activation n'est plus valable : le délai est passé.
enrolment-tried = Son code d'activation n'est plus valable : trop d'essais ont échoué.
enrolment-by = Établi par
enrolment-at = Établi le
enrolment-until = Valable jusqu'au
enrolment-make = Établir un code d'activation
enrolment-renew = Établir un nouveau code
security-none-officer = Pour ajouter la première, il vous faut le code d'activation que votre administration remet en main propre.
security-last = Si vous retirez la seule qui reste, il vous faudra un nouveau code d'activation pour en ajouter une autre.
notice-enrolment-renewed = Un code d'activation a été établi pour vous
notice-enrolment-renewed-body = Il vous est remis en main propre et sert à ajouter votre première seconde preuve. Si vous n'avez rien demandé, prévenez aussitôt votre administration.
audit-what-master-changed = Clé maîtresse changée par l'exploitant
audit-what-enrolment-made = Code d'activation établi
audit-what-enrolment-refused = Code d'activation refusé

recovery-title = Secondes preuves
recovery-factors = { $count ->
    [0] Ce compte n'a aucune seconde preuve.
    [one] Ce compte a une seconde preuve.
   *[other] Ce compte a { $count } secondes preuves.
  }
recovery-ask = Demander à rendre l'accès
recovery-hint = Pour un agent qui a perdu toutes ses preuves. Un autre administrateur doit confirmer ; l'agent est averti à chaque pas.
recovery-reason = Raison
recovery-was-asked = La demande est enregistrée. Un autre administrateur doit la confirmer.
recovery-was-withdrawn = La demande est retirée.
recovery-asked-by = Demandé par { $name } le { $at } :
recovery-confirmed-by = Confirmé par { $name } ; le lien vaut jusqu'au { $at }.
recovery-confirm = Confirmer et établir le lien
recovery-wait = Vous l'avez demandé : un autre administrateur doit le confirmer.
recovery-withdraw = Retirer la demande
recovery-link = Remettez ce lien à l'agent, en personne. Il sert une fois, pendant { $minutes } minutes, avec son mot de passe ; il ne sera plus montré.
recover-title = Retrouver l'accès
recover-lead = Deux administrateurs vous rendent l'accès. Donnez votre mot de passe : vos anciennes preuves seront retirées et tous vos appareils déconnectés ; vous en ajouterez une nouvelle.
recover-go = Retrouver l'accès
recover-over = Ce lien n'est plus bon : il a servi, il a été retiré, ou son temps est passé.
recover-done = Vos anciennes preuves sont retirées. Ajoutez-en une nouvelle maintenant.
notice-recovery-asked = On a demandé à vous rendre l'accès
notice-recovery-asked-body = Un administrateur a demandé que vos secondes preuves soient retirées. Si vous n'avez rien perdu, prévenez aussitôt votre administration.
notice-recovery-confirmed = La demande de vous rendre l'accès est confirmée
notice-recovery-confirmed-body = Un second administrateur l'a confirmée ; un lien vous est remis en personne. Si vous n'avez rien demandé, prévenez aussitôt votre administration.
notice-recovery-used = Vos secondes preuves ont été retirées
notice-recovery-used-body = Le lien a été employé avec votre mot de passe, et tous vos appareils sont déconnectés. Si ce n'est pas vous, prévenez aussitôt votre administration.
audit-what-recovery-asked = Accès à rendre : demandé
audit-what-recovery-confirmed = Accès à rendre : confirmé
audit-what-recovery-withdrawn = Accès à rendre : retiré
audit-what-recovery-used = Accès retrouvé
audit-what-deputies-ordered = Ordre des vice-présidents écrit
audit-what-absence-recorded = Absence enregistrée
audit-what-absence-ended = Fin d'absence enregistrée

nav-deputies = Intérim
deputies-title = Intérim du président
deputies-lead = Quand le président est absent ou empêché, les vice-présidents le remplacent dans l'ordre de leur élection, sans délégation.
deputies-acting = Aujourd'hui, { $name } exerce les pouvoirs de { $president }, absent ou empêché.
deputies-order = Ordre des vice-présidents
deputies-rank = { $rank ->
    [1] Premier vice-président
   *[other] Vice-président n° { $rank }
  }
deputies-nobody = Personne
deputies-minutes = Procès-verbal de l'élection
deputies-keep = Enregistrer l'ordre
deputies-order-kept = L'ordre est enregistré.
deputies-absences = Absences et empêchements
deputies-none = Aucune absence enregistrée
deputies-absent = Qui est absent
deputies-proof = Pièce qui l'établit
deputies-record = Enregistrer l'absence
deputies-absence-kept = L'absence est enregistrée.
deputies-end = Dire le dernier jour
deputies-absence-ended = Le dernier jour est enregistré.
deputies-now = en ce moment
deputies-over = terminée

provider-go = Se connecter avec { $name }
provider-left = Vous êtes déconnecté ici ; le service d'identité vous connaît peut-être encore.
provider-leave = S'en déconnecter aussi
