# Les pages de l'usager : connexion, compte, formulaire, mes dossiers, page d'un dossier, notifications, recherche.

# Connexion et inscription
sign-in-identifier = Adresse e-mail ou numéro de la carte nationale
sign-in-identifier-hint = Ceux de votre compte.
password = Mot de passe
password-hint = Dix signes au moins. Une courte phrase se retient mieux et se devine moins.
password-current = Mot de passe actuel
password-new = Nouveau mot de passe
sign-in-no-account = Pas encore de compte ?
sign-in-lost = Mot de passe oublié ? L'accueil de toute commune, sur présentation de la carte nationale, vous remet un lien pour en choisir un autre.
sign-in-demo = Comptes de la ville de démonstration
sign-in-demo-text = Entrez avec l'un d'eux pour voir le service par ses yeux.
register = Ouvrir un compte
register-lead = Un seul compte pour tous les services des communes.
register-kind = À quel titre ?
kind-professional-hint = Architecte, topographe, bureau d'études… qui dépose au nom des propriétaires, avec leur mandat.
register-ice = Identifiant commun de l'entreprise (ICE)
register-ice-hint = 15 chiffres.
register-name-ar = Nom en arabe
register-name-fr = Nom en lettres latines
register-cnie = Numéro de la carte nationale (CNIE)
register-cnie-hint = Une ou deux lettres puis des chiffres, par exemple JB123456
register-phone = Téléphone
register-phone-hint = Par exemple 0612345678
register-email = Adresse e-mail
register-email-hint = Elle sert à vous connecter et à vous prévenir.
register-lang = Langue des échanges
register-privacy = J'ai lu l'usage fait de mes données et je l'accepte
register-privacy-hint = Elles ne servent qu'à l'étude de vos dossiers ; vous pouvez les consulter et les rectifier (loi 09-08).
register-go = Ouvrir le compte
register-have = Déjà un compte ?

# Compte
account-profile = Identité
account-kind = Qualité
account-profile-text = Pour corriger le nom ou le numéro de la carte, présentez le justificatif à l'accueil.
account-offices = Fonctions
account-until = jusqu'au { $date }
account-contact = Coordonnées et langue
account-lang-hint = Langue des écrans, des documents et des notifications.
account-password = Mot de passe
account-password-go = Changer le mot de passe
account-sessions = Appareils connectés
account-sessions-text = Un appareil inconnu ? Déconnectez-les tous, puis changez de mot de passe.
account-session-here = Cet appareil
account-session-last = Dernier usage : { $at }
account-sign-out-everywhere = Se déconnecter partout
account-tokens = Clés pour programmes
account-tokens-text = Pour relier un programme à votre compte sans lui donner votre mot de passe.
account-token-fresh = Voici votre nouvelle clé. Copiez-la maintenant, elle ne sera plus montrée :
account-token-revoke = Révoquer
account-token-new = Nouvelle clé
account-token-name = Nom de la clé
account-token-name-hint = Pour vous rappeler quel programme s'en sert.
account-token-scopes = Ce qu'elle permet
account-token-go = Créer la clé

# Formulaire
form-sections = Parties de la demande
form-section-of = Partie { $at } sur { $of }
form-saved-at = Brouillon enregistré : { $at }
form-will-save = Votre brouillon s'enregistre tout seul.
form-resume = Vous pouvez quitter à tout moment et reprendre sur un autre appareil.
form-next = Enregistrer et continuer
form-leave = Enregistrer et quitter
form-to-review = Vers la relecture
form-pieces = Pièces
form-pieces-text = Joignez chaque pièce à sa place. Si la connexion se coupe, l'envoi reprend où il s'était arrêté.
form-counter = Dépôt au guichet : vous remplissez cette demande au nom d'une personne présente. Votre identité et son accord sont inscrits au dossier.

# Relecture et dépôt
review-title = Relecture et dépôt
review-lead = Relisez vos réponses. Tout peut encore changer avant le dépôt.
review-missing = { $count ->
    [one] Il manque encore une chose
   *[other] Il manque encore { $count } choses
}
review-bill = Estimation des taxes
review-bill-text = Calculée sur vos réponses, aux taux d'aujourd'hui. Elle se paie après l'accord de la commission ; le montant dû est celui indiqué alors.
review-file = Dépôt
review-declaration = Je déclare sur l'honneur que les renseignements et les pièces fournis sont exacts
review-declaration-hint = Toute fausse déclaration expose son auteur aux peines prévues par la loi.
review-consent-hint = Ses réponses doivent lui avoir été lues avant.
review-promise = { $unit ->
    [working-days] Le récépissé vous est remis aussitôt ; la réponse est due sous { $count } jours ouvrables.
   *[calendar-days] Le récépissé vous est remis aussitôt ; la réponse est due sous { $count } jours.
}
review-go = Déposer le dossier

# Mes dossiers
files-new = Nouvelle demande
files-none = Aucun dossier pour l'instant
files-none-text = Vos demandes apparaissent ici, du brouillon à la décision.
files-waiting = À faire par vous
files-drafts = Brouillons
files-draft-at = enregistré : { $at }
files-draft-remove = Supprimer le brouillon
files-draft-progress = { $done } parties complètes sur { $of }
files-running = En cours d'étude
files-ended = Terminés
files-open = Ouvrir le dossier
files-for = au nom de { $name }
files-service = Service
files-number = Numéro
files-place = Commune
files-end = Issue
files-on = Date

# Page d'un dossier
file-filed = déposé le { $at }
file-stages = Étapes du dossier
file-papers = Documents du dossier
file-evidence = Télécharger les preuves
file-evidence-pieces = Avec les pièces
file-evidence-hint = Actes, documents, signatures et horodatages, scellés par la commune : pour un tribunal ou un audit. Avec les pièces : 40 Mo de pièces au plus ; des autres, l'empreinte seule.
file-opinions = Avis des membres
file-history = Historique
file-messages = Messages
file-messages-none = Aucun message encore.
file-message = Nouveau message
file-message-hint = Il parvient à qui tient le dossier, et y reste.
file-who = Parties
file-owner = Demandeur
file-mandatary = Mandataire
file-answers = Réponses au formulaire
file-withdraw = Retirer la demande
file-withdraw-text = Le retrait clôt le dossier pour de bon. Vous pourrez déposer une autre demande.
file-withdraw-motive = Raison
file-withdraw-sure = Je veux retirer définitivement cette demande
file-withdraw-go = Retirer la demande
todo-before = Au plus tard le { $date }
todo-edit = Modifier les réponses visées
todo-note = Un mot pour l'administration
todo-complete-go = Envoyer le complément
todo-amend-go = Envoyer les modifications
todo-not-ready = L'envoi est accepté une fois toutes les pièces ci-dessus jointes.
todo-pay-where = Où payer ?
todo-pay-reference = Référence du paiement :
todo-pay-after = Dès que le régisseur enregistre le paiement, le dossier passe à la signature et la quittance apparaît ici.

# Notifications
notices-title = Notifications
notices-new = Nouveau
notices-read-all = Tout marquer comme lu
notices-none = Aucune notification
notices-none-text = Tout ce qui arrive à vos dossiers vous est annoncé ici.

# Recherche
search-title = Recherche
search-label = Chercher dans tout ce que vous pouvez voir
search-hint = Numéro d'un dossier ou d'un document, nom, CNIE, adresse…
search-kinds = Types de résultats
search-results = Résultats
search-none = Aucun résultat
search-none-text = Essayez un mot plus court ou un numéro. Les accents, les hamzas et les voyelles ne comptent pas.

# Où se trouve le projet
start-title = Dans quelle commune ?
start-lead = La commune où se trouve votre projet étudie votre demande.
start-known = Communes que vous connaissez déjà
start-other = Une autre commune
start-find = Trouver la commune
start-search = Nom de la commune
start-province = Ou choisissez la préfecture ou la province
start-show = Voir ses communes
start-here = Commencer ici
start-found = { $count ->
    [one] Une commune
   *[other] { $count } communes
}
start-none = Aucune commune de ce nom
start-none-text = Essayez une partie du nom, en arabe ou en français, ou choisissez la province.

# Pour qui
form-who = Demandeur
form-who-about = Qui demande, et au nom de qui.
filing-as = Au nom de qui déposez-vous ?
filing-as-self = En mon nom
filing-as-mandate = Pour une autre personne, avec son mandat
filing-as-mandate-hint = Architecte, proche, avocat…
owner-title = La personne que vous représentez
owner-present = La personne devant vous
owner-kind = Demandeur
owner-name-ar = Son nom en arabe
owner-name-fr = Son nom en lettres latines
owner-cnie = Numéro de sa carte nationale
owner-cnie-hint = Une ou deux lettres puis des chiffres, par exemple JB123456
owner-ice = Identifiant commun de l'entreprise (ICE)
owner-ice-hint = 15 chiffres.
owner-phone = Son téléphone
owner-phone-hint = Pour la prévenir de ce qui arrive au dossier.
owner-email = Son adresse e-mail
owner-mandate = Références du mandat
owner-mandate-hint = Nature, date et auteur, par exemple : procuration adoulaire n° 1234 du 5 août 2026.
draft-kept = Brouillon enregistré. Vous le retrouverez dans « Mes dossiers ».
draft-removed = Brouillon supprimé.
filed-done = Votre dossier est déposé et inscrit au registre. Le récépissé est prêt ci-dessous.
review-declaration-missing = Le dossier ne peut être déposé sans cette déclaration.
review-consent = J'atteste que { $name } est présent, a pris connaissance de cette demande et consent à son dépôt en son nom
todo-pay = Les taxes sont à payer
todo-complete = Le dossier est à compléter
todo-amend = Le projet est à modifier
todo-pay-title = Payez les taxes pour que le permis soit signé
todo-pay-text = La commission a donné un avis favorable. Le permis sera signé une fois payé le montant ci-dessous.
todo-pay-place = Régie des recettes de la commune de { $place }, aux heures d'ouverture.
todo-complete-title = Complétez votre dossier
todo-complete-text = C'est le seul complément que l'administration puisse demander. Joignez chaque pièce, puis envoyez.
todo-amend-title = Modifiez votre projet
todo-amend-text = La commission a ajourné et demande des modifications, motivées dans l'historique et dans le procès-verbal. Remplacez les pièces visées, changez les réponses s'il le faut, puis envoyez.
file-message-empty = Écrivez d'abord votre message.
file-withdraw-unsure = Confirmez que vous retirez définitivement la demande.
file-works = Ouverture du chantier
file-works-text = Déclarez le début des travaux. Le permis se périme s'ils ne commencent pas dans le délai de la loi.
file-works-go = Déclarer l'ouverture du chantier
signed-out = Vous êtes déconnecté.
signed-out-everywhere = Tous vos appareils sont déconnectés.
registered = Votre compte est ouvert. Bienvenue.
password-again = Le mot de passe encore une fois
kind-company-hint = Elle dépose en son nom.
account-saved = Modifications enregistrées.
account-password-changed = Mot de passe changé ; vos autres appareils sont déconnectés.
account-session-unknown = Appareil inconnu
account-token-until = valable jusqu'au { $at }
scope-read = Lire mes dossiers
scope-file = Déposer en mon nom
scope-act = Agir en mon nom
scope-act-hint = Pour un programme de confiance.
scope-administer = Administrer
scope-administer-hint = Dans la limite de mes propres pouvoirs.
search-kind-service = Service
search-kind-file = Dossier
