# Les écrans des services : corbeille, dossier, signature, régie, commission, administration.

nav-inbox = Corbeille
nav-assist = Dépôt au guichet
nav-sessions = Commissions
nav-signing = Parapheur
nav-cashier = Régie
nav-silence = Silence
nav-people = Personnes
nav-dashboard = Tableau de bord
nav-users = Utilisateurs
nav-calendar = Jours fériés
nav-law = Valeurs légales
nav-procedures = Procédures
nav-audit = Journal

# Commun
office-or = { " " }ou{ " " }
office-comma = ,{ " " }
office-awaited = avis attendu
office-per-m2 = { $money } par m²
office-paper-of = Document du dossier { $number }
office-span = { $unit ->
    [working-days] { $count ->
        [0] moins d'un jour ouvrable
        [one] 1 jour ouvrable
       *[other] { $count } jours ouvrables
    }
    [calendar-days] { $count ->
        [0] moins d'un jour
        [one] 1 jour
       *[other] { $count } jours
    }
    [months] { $count } mois
    [years] { $count ->
        [one] 1 an
       *[other] { $count } ans
    }
    [people] { $count } habitants
   *[other] { $count }
}
office-done = { $count ->
    [one] « { $act } » : fait pour un dossier
   *[other] « { $act } » : fait pour { $count } dossiers
}
office-refused = { $count ->
    [one] Un dossier n'a pas changé :
   *[other] { $count } dossiers n'ont pas changé :
}
office-chosen = Choisis :
office-files = { $count ->
    [0] aucun dossier
    [one] 1 dossier
   *[other] { $count } dossiers
}

# La corbeille
inbox-title = Corbeille
inbox-seats = Les fonctions que vous exercez
inbox-scopes = Quels dossiers montrer
inbox-scope-mine = Vous attendent
inbox-scope-seen = Tout ce que vous pouvez voir
inbox-search = Chercher dans cette liste
inbox-search-example = numéro, nom, titre foncier…
inbox-commune = Commune
inbox-procedure = Procédure
inbox-step = Étape
inbox-any = Toutes
inbox-apply = Appliquer
inbox-clear = Retirer les filtres
inbox-clocks = Selon le délai
inbox-clock-all = Tous
inbox-clock-late = En retard
inbox-clock-soon = Dus sous trois jours
inbox-clock-paused = Suspendus
inbox-caption = Dossiers de { $role }, le plus urgent d'abord
inbox-tick = Choisir
inbox-tick-all = Tout choisir
inbox-tick-one = Choisir le dossier { $number }
inbox-file = Dossier et demandeur
inbox-stands = Étape et suite
inbox-yours-due = Votre échéance
inbox-file-due = Échéance du dossier
inbox-filed = déposé le { $date }
inbox-parcel = Titre
inbox-awaited = Attend :
inbox-late = en retard
inbox-bulk-hint = Choisissez des dossiers pour faire l'acte en une fois.
inbox-nothing-found = Aucun dossier ne répond à cette recherche
inbox-nothing-found-more = Essayez un autre numéro ou un autre nom, ou cherchez dans tout ce que vous pouvez voir.
inbox-nothing-waits = Rien ne vous attend
inbox-nothing-waits-more = Tous les dossiers qui vous reviennent sont traités. Les nouveaux paraîtront ici dès leur arrivée.

# Le dossier sur le bureau
desk-session = inscrit à la commission du { $date } à { $hour }
desk-stale = Le dossier a changé pendant que vous écriviez
desk-stale-more = L'acte n'a pas été fait : le dossier a changé depuis que vous l'avez ouvert. Voici ce qui s'est passé ; ce que vous avez écrit est gardé ci-dessous. Relisez, puis envoyez de nouveau.
desk-moved = Ce dossier a changé depuis que vous l'avez ouvert.
desk-clock = Le délai du dossier
desk-silence-approves = Sans réponse à la fin du délai, le silence vaut accord et le dossier va au gouverneur, qui l'atteste.
desk-silence-refuses = Sans réponse à la fin du délai, le silence vaut refus.
desk-reload = Voir le dossier à jour
desk-stages = Étapes de la procédure
desk-toc = Parties du dossier
desk-acts = Ce que vous pouvez faire
desk-no-act = Aucun acte ne vous revient à cette étape.
desk-closed = Pas possible maintenant
desk-answers = La demande
desk-pieces = Pièces
desk-opinions = Avis
desk-money = Taxes
desk-papers = Documents émis
desk-messages = Messages
desk-history = Historique
desk-conclusion = Conclusion de la commission
desk-applicant = Demandeur
desk-person = ses autres dossiers
desk-mandatary = Mandataire
desk-assisted = Déposé au guichet par { $name }, { $at }.
desk-answer = Répondre pour le demandeur
desk-answer-lead = { $name } apporte sa réponse au guichet ? Joignez ici ce qui a été demandé : vous agissez en son nom, sous votre propre identité.
desk-answer-open = Ouvrir la réponse
desk-map = Emplacement du terrain
desk-related = Autres dossiers sur la même parcelle
desk-piece-given = jointe
desk-piece-missing = manquante
desk-piece-not-required = non exigée pour ce projet
desk-piece-optional = facultative, non jointe
desk-piece-requested = complément demandé
desk-replaced = remplacée par une plus récente
desk-occasional = membre occasionnel
desk-bill-later = dues après l'accord de la commission
desk-bill-due = à payer
desk-bill-paid = payées
desk-bill-none = sans taxe
desk-bill-nothing = Ce dossier ne donne lieu à aucune taxe.
desk-receipt = Quittance
desk-no-paper = Aucun document émis pour l'instant.
desk-no-message = Pas encore de message.
desk-write = Message au demandeur
desk-write-hint = Il le reçoit dans son compte et par courriel. Un message ne change ni l'étape ni le délai.

office-identity-cnie = N° de CNIE
office-identity-ice = ICE
office-identity-order = N° d'inscription à l'ordre
office-identity-passport = N° de passeport
office-phone = Téléphone
office-email = Courriel

# Les portes : les actes d'un dossier
door-once = une seule fois
door-your-due = Votre échéance :
door-delegated = Vous signez par délégation de { $name }, décision n° { $decision }, valable jusqu'au { $until }.
door-papers = Sera établi : { $papers }
door-conclude = Enregistrer la conclusion
door-pieces = Pièces à compléter
door-pieces-hint = La liste est celle de la loi ; rien d'autre ne peut être exigé.
door-piece-why = Ce qui manque
desk-round = Tour { $n } des avis
door-conclude-name = Conclure la commission
door-adds = Le délai est prolongé de { $span }.
door-withdraw = À la demande écrite du demandeur ; citez-en la référence.
door-pass = Une confirmation suffit ; l'acte est inscrit à votre nom avec la date et l'heure.
door-opinion-favourable = Le dossier est conforme
door-opinion-favourable-with-reserves = Accord sous des conditions reprises au permis
door-opinion-unfavourable = Le dossier n'est pas conforme
door-opinion-adjourned = Le dossier doit être modifié avant décision
door-motive = Motif
door-motive-request = Motif de la demande
door-motive-read = Le demandeur le lit ; il figure dans le document.
door-motive-opinion = Dites la base juridique ou technique. Le demandeur et les autres membres le lisent.
door-motive-conclude = Obligatoire pour un ajournement ou un avis défavorable ; repris au procès-verbal.
door-motive-invite = Motif de l'invitation
door-motive-back = Motif du renvoi
door-motive-inside = Lu par les services seulement, non par le demandeur.
door-opinion = Votre avis
door-reserves = Réserves
door-reserves-hint = Une réserve par ligne ; reprises telles quelles au procès-verbal et au permis.
door-member = Membre à inviter
door-decision = Décision de la commission
door-keep-reserves = Réserves que la commission retient
door-read = J'ai lu le document et j'en approuve le contenu
door-sign-first = Étape 1 : lire le document tel qu'il sera, avec son numéro. La signature vient ensuite.
door-silence = Le délai légal a passé sans réponse : le silence de l'administration vaut accord. L'attestation est remise au demandeur et publiée sur la page de vérification.

cashier-due = Montant dû
cashier-receipt = N° de la quittance
cashier-receipt-hint = Celui du carnet de la régie
cashier-amount = Montant reçu
cashier-method = Moyen de paiement
cashier-method-cash = Espèces
cashier-method-cheque = Chèque
cashier-method-transfer = Virement
cashier-method-card = Carte
assist-consent-signed = Consentement signé par le demandeur.
assist-consent-thumbprint = Consentement donné par empreinte, devant témoin.
assist-consent-proxy = Consentement donné par procuration légalisée.

# La visionneuse
viewer-before = Pièce précédente
viewer-after = Pièce suivante
viewer-previous = Page précédente
viewer-next = Page suivante
viewer-page = Numéro de page
viewer-out = Réduire
viewer-in = Agrandir
viewer-fit = Ajuster à la largeur
viewer-turn = Tourner
viewer-whole = Plein écran
viewer-outside = Ouvrir à part
viewer-download = Télécharger
viewer-close = Fermer
viewer-board = Le document ; les flèches du clavier le déplacent
viewer-waiting = Ouverture du document…
viewer-broken = Ce document ne peut pas être montré ici. Téléchargez-le ou ouvrez-le à part.

# Le parapheur
signing-title = Parapheur
signing-delegate = Vous signez par délégation de { $name }, décision n° { $decision }.
signing-delegate-dates = La délégation vaut du { $from } au { $until }.
signing-kinds = Nature du document
signing-kind-all = Tous
signing-motive = Motif du refus du dossier { $number }
signing-hint = Lisez les documents, puis choisissez ceux que vous signez.
signing-sign = Signer la sélection
signing-send-back = Renvoyer la sélection
signing-read = Lire le document { $number }
signing-since = sur votre bureau depuis le { $date }
signing-reserves = { $count ->
    [one] 1 réserve
   *[other] { $count } réserves
}
signing-confirm-sign = { $count ->
    [one] Signer un document
   *[other] Signer { $count } documents
}
signing-confirm-back = { $count ->
    [one] Renvoyer un dossier
   *[other] Renvoyer { $count } dossiers
}
signing-will-be = Document qui sera signé :
signing-digest = Empreinte des octets à signer
signing-digest-text = Votre signature couvre exactement ce document. Le signataire et tout vérificateur obtiennent la même empreinte SHA-256.
signing-have-read = { $count ->
    [one] J'ai lu ce document et je le signe
   *[other] J'ai lu ces { $count } documents et je les signe
}
signing-do-sign = Signer
signing-do-back = Renvoyer avec le motif
signing-empty = Rien à signer
signing-empty-more = Tout ce qui vous a été présenté est signé ou renvoyé.

# La régie
sheet-payer = Payé par
sheet-dirhams = Montant (DH)
cashier-title = Régie des recettes
cashier-find = N° du dossier ou de la CNIE
cashier-find-hint = Par exemple 2026/000118 ou JC48213
cashier-not-found = Aucun dossier de ce numéro dans votre commune
cashier-not-found-more = Vérifiez le numéro inscrit sur le récépissé.
cashier-waiting = En attente de paiement
cashier-none-waiting = Aucun dossier n'attend de paiement.
cashier-record = Enregistrer le paiement
cashier-recorded = Paiement de { $money } enregistré pour le dossier { $number }.
cashier-print = Imprimer la quittance { $number }
cashier-nothing-due = Rien n'est dû pour ce dossier à cette étape.
cashier-journal = Journal du { $date }
cashier-at = Heure
cashier-by = Régisseur
cashier-csv = Fichier CSV
cashier-total = Total du jour
cashier-nothing-today = Aucun paiement enregistré ce jour.

# Le silence de l'administration
silence-title = Silence de l'administration
silence-lead = Dossiers dont le délai légal a passé sans réponse : le silence vaut accord, et le gouverneur l'atteste.
silence-silent = À attester
silence-soon = Échéance sous { $days ->
    [one] un jour
   *[other] { $days } jours
}
silence-soon-more = L'administration peut encore répondre.
silence-none = Aucun dossier en silence
silence-none-more = Chaque dossier a reçu sa réponse à temps ou court encore.
silence-none-soon = Aucun dossier n'approche de son échéance.
silence-attested = Dernières attestations
silence-attest = Attester le silence
silence-where = Arrêté à
silence-every-commune = Toutes les communes
silence-confirm = { $count ->
    [one] Délivrer une attestation de silence
   *[other] Délivrer { $count } attestations de silence
}
silence-do = { $count ->
    [one] Délivrer l'attestation
   *[other] Délivrer les attestations
}

# Les sessions de la commission
sessions-number = Numéro
sessions-called = La commission est convoquée.
session-saved = C'est enregistré.
session-opened = La session est ouverte.
session-closed-done = La session est levée.
session-concluded = La conclusion est enregistrée et le procès-verbal établi.
signins-ended = L'appareil est déconnecté.
mistake-day-past = Ce jour est passé : choisissez un jour à venir.
mistake-not-an-hour = Écrivez l'heure et les minutes, par exemple 10:00.
mistake-none-chosen = Choisissez au moins un dossier.
sessions-title = Commissions
sessions-coming = À venir
sessions-past = Passées
sessions-none = Aucune session prévue
sessions-none-more = Les sessions convoquées paraîtront ici.
sessions-call = Convoquer une session
sessions-day = Jour
sessions-hour = Heure
sessions-place = Lieu
sessions-place-hint = La salle, ou le lien de la visioconférence
sessions-files = Dossiers
sessions-minutes = Procès-verbal
sessions-agenda = Ordre du jour
sessions-agenda-hint = Les dossiers prêts, le plus urgent d'abord.
sessions-no-candidate = Aucun dossier n'est prêt pour la commission.
sessions-opinions = Avis : { $given } sur { $all }
sessions-concluded = { $count ->
    [one] 1 conclu
   *[other] { $count } conclus
}
sessions-state-called = convoquée
sessions-state-open = en cours
sessions-state-closed = levée
session-title = Session du { $date }
session-moved = Du nouveau dans cette session depuis que vous l'avez ouverte.
session-agenda = Ordre du jour
session-left = { $count ->
    [one] 1 dossier reste à conclure
   *[other] { $count } dossiers restent à conclure
}
session-add = Ajouter un dossier à l'ordre du jour
session-add-do = Ajouter la sélection
session-members = Présences
session-chair = préside
session-unnamed = pas encore désigné
session-by = Qui représente { $role }
session-by-short = représenté par…
session-present = présent
session-absent = absent
session-open = Ouvrir la session
session-open-hint = Une fois la session ouverte, chaque dossier peut être conclu.
session-close = Lever la session et établir le PV
session-close-hint = Tous les dossiers sont conclus. Le procès-verbal est établi, numéroté et mis à la disposition des membres.
session-close-later = { $count ->
    [one] 1 dossier n'est pas conclu ; si la session est levée, il passe à une session suivante.
   *[other] { $count } dossiers ne sont pas conclus ; si la session est levée, ils passent à une session suivante.
}
session-give-opinion = Donner votre avis sur ce dossier
session-waits = Pas de conclusion avant l'avis de :

# Le tableau de bord
board-median = jours ouvrables, durée médiane des réponses
board-members = Avis attendus
board-no-opinion = Aucun avis attendu.
board-speaking = Délai des avis, par membre
board-speaking-days = Jours ouvrables
board-speaking-took = { $median } j. ; 9 sur 10 en { $p90 } j.
board-speaking-says = De la saisine du membre à son avis, en jours ouvrables : la moitié des avis (trait foncé) et neuf sur dix (trait clair).
board-speaking-given = Avis rendus
board-speaking-median = Médiane (jours)
board-speaking-p90 = 9 sur 10 (jours)
board-towns = Communes urbaines
board-country = Communes rurales
board-code = Code
board-days-between = de { $from } à { $to } jours ouvrables
board-days-over = { $from } jours ouvrables et plus
board-tiles = Toutes les communes
board-within-head = Dans le délai
board-title = Tableau de bord
board-range = du { $from } au { $to }
board-at = à jour le { $at }
board-csv = Fichier CSV
board-period = Période
board-months = { $count ->
    [one] le dernier mois
   *[other] les { $count } derniers mois
}
board-figures = Chiffres principaux
board-stock = dossiers en cours
board-late = avec une étape en retard
board-soon = dus sous trois jours
board-within = répondus dans le délai
board-filed = déposés
board-decided = décidés
board-silent = en silence, non attestés ({ $attested } attestés)
board-map = L'état des communes
board-map-says = Le cercle grandit avec les dossiers en cours, sa couleur dit leur état. Limites de la province :
board-dot = { $name } : { $stock } en cours, { $late } en retard
board-late-short = { $count } en retard
board-state = État
board-state-good = dans les délais
board-state-watch = à suivre
board-state-late = en retard
board-state-silent = silence
board-state-none = sans dossier
board-months-title = Déposés et décidés, mois par mois
board-delays = Durée des réponses
board-took = Durée
board-answers = Réponses
board-outcomes = Issue des dossiers
board-holders = Où sont les dossiers
board-holder = Chez qui
board-of-which-late = { $count } (dont { $late } en retard)
board-member = Membre
board-procedures = Par procédure
board-median-head = Médiane (jours ouvrables)
board-silent-head = Silence
board-window = guichet unique
board-table = Les communes
board-sort = Trier par
board-sort-late = retard
board-sort-stock = en cours
board-sort-median = médiane
board-sort-name = nom
board-files = Dossiers
board-young = Pas encore de décision sur cette période
board-young-more = Les graphiques paraîtront avec les premières décisions.

# Qui est connecté
signins-title-own = Où votre compte est ouvert
signins-title-institution = Connectés en ce moment
signins-lead-own = Si vous ne reconnaissez pas un appareil, fermez-le puis changez de mot de passe.
signins-lead-institution = Tout appareil peut être déconnecté aussitôt ; le journal en garde la trace.
signins-end-others = Déconnecter les autres
signins-device = Appareil
signins-opened = Connecté
signins-seen = Dernière activité
signins-current = cet appareil
signins-end = Déconnecter
signins-none = Personne n'est connecté.
signins-unknown = Appareil inconnu

# Les utilisateurs
users-title = Utilisateurs
users-signins = Connectés en ce moment
users-new = Ajouter un agent
users-search = Chercher un nom ou une adresse
users-role = Fonction
users-roles = Fonctions
users-state = État
users-state-active = actif
users-state-locked = verrouillé
users-state-without-role = sans fonction
users-name = Nom
users-name-ar = Nom en arabe
users-name-fr = Nom en caractères latins
users-login = Identifiant
users-email-hint = C'est avec elle qu'il se connecte
users-seen = Dernière activité
users-never = hors ligne
users-no-role = sans fonction
users-delegated = par délégation
users-until = jusqu'au { $date }
users-ending = Fonctions qui prennent bientôt fin
users-none = Aucun utilisateur ne répond à ces critères
users-create = Ajouter l'agent
users-password-hint = Un premier mot de passe est montré une fois après l'ajout ; l'agent le change à sa première connexion.
users-made = Le compte de { $name } est prêt.
users-password = Premier mot de passe
users-password-once = Notez-le maintenant : il ne sera plus montré.
users-open = Ouvrir sa page
officer-from = depuis le { $date }
officer-decision = décision { $number }
officer-role-now = en cours
officer-role-later = à venir
officer-role-ended = terminée
officer-end-role = Mettre fin
officer-add-role = Ajouter une fonction
officer-role-given = La fonction est donnée.
officer-seat-ended = Le dernier jour est enregistré.
officer-first-day = Premier jour
officer-last-day = Dernier jour
officer-open-ended = Vide si la fin n'est pas connue
officer-territory = Territoire
officer-decision-number = N° de la décision
officer-decision-hint = Arrêté de nomination ou de désignation, comme 2026/44
officer-delegations = Délégations de signature
officer-delegation-received = Par délégation de { $name }
officer-delegation-given = À { $name }
officer-no-delegation = Aucune délégation.
officer-give-delegation = Enregistrer une délégation
officer-delegation-recorded = La délégation est enregistrée.
officer-delegation-hint = Le délégataire exerce le pouvoir du délégant jusqu'au dernier jour ; chaque document qu'il signe le dit. Il ne délègue pas à son tour.
officer-delegation-decision = Arrêté de délégation publié, comme 2026/17
officer-end-delegation = Mettre fin à la délégation
officer-given-by = Délégant
officer-acts = Ce qui a été fait de ce compte
officer-no-act = Rien encore.
officer-account = Compte
officer-signins = Appareils connectés
officer-created = Créé
officer-own = C'est votre compte : vous ne pouvez ni le verrouiller ni changer vos propres fonctions.
officer-lock = Verrouiller le compte
officer-locked = Le compte est verrouillé et déconnecté partout.
officer-unlock = Déverrouiller
officer-unlocked = Le compte est déverrouillé.
officer-reset = Nouveau mot de passe
officer-sign-out = Déconnecter partout
officer-signed-out = Il est déconnecté partout.
officer-reset-hint = Le verrouillage et le nouveau mot de passe le déconnectent partout.
officer-locked-attempts = Verrouillé de lui-même après des mots de passe refusés, jusqu'au { $at }.
officer-locked-administrator = Verrouillé par l'administrateur le { $at }.

# Les jours fériés
calendar-title = Jours fériés { $year }
calendar-lead = { $days } jours ouvrables dans l'année. Les délais en jours ouvrables ne courent pas ces jours-là ni en fin de semaine.
calendar-national = Les jours fériés valent pour tout le Royaume : seule son administration les change.
calendar-years = Années
calendar-list = Les jours fériés
calendar-kind-holiday = férié
calendar-kind-weekend = fin de semaine
calendar-provisional = prévu
calendar-movable = mobile
calendar-still-provisional = Date prévue, pas encore annoncée
calendar-add = Ajouter un jour férié
calendar-day = Jour
calendar-name-ar = Nom en arabe
calendar-name-fr = Nom en français
calendar-see = Voir l'effet
calendar-remove = Retirer
calendar-preview = L'effet de ce changement
calendar-moves = du { $from } au { $to }
calendar-adds = ajouté le { $day }
calendar-removes = retiré le { $day }
calendar-marks-announced = la date du { $day } est annoncée
calendar-marks-provisional = la date du { $day } n'est que prévue
calendar-affects = { $count ->
    [0] Aucune échéance ne change
    [one] L'échéance d'un dossier change
   *[other] L'échéance de { $count } dossiers change
}
calendar-later = reculée : { $count }
calendar-earlier = avancée : { $count }
calendar-newly-late = mis en retard : { $count }
calendar-was = Échéance actuelle
calendar-will = Nouvelle échéance
calendar-do = Confirmer le changement
calendar-done = { $count ->
    [0] Changement enregistré ; aucune échéance n'a changé.
    [one] Changement enregistré ; l'échéance d'un dossier est recalculée.
   *[other] Changement enregistré ; les échéances de { $count } dossiers sont recalculées.
}

# La table des valeurs légales
lawtable-title = Valeurs légales
lawtable-lead = Chaque délai, taux ou seuil que Diwan applique, avec son texte et ses dates.
lawtable-unverified = { $count ->
    [one] Une valeur n'a pas encore été vérifiée au Bulletin officiel.
   *[other] { $count } valeurs n'ont pas encore été vérifiées au Bulletin officiel.
}
lawtable-filters = Filtrer
lawtable-filter-all = Toutes
lawtable-filter-unverified = À vérifier
lawtable-filter-local = Propres à la commune
lawtable-group-deadlines = Délais
lawtable-group-rates = Taux et montants
lawtable-group-thresholds = Seuils
lawtable-used = sert à : { $by }
lawtable-what = Valeur légale
lawtable-range = La loi permet :
lawtable-between = Choisissez une valeur de { $least } à { $most }.
lawtable-value = Montant ou durée
lawtable-from = À partir du
lawtable-to = Jusqu'au
lawtable-text = Texte
lawtable-where = Portée
lawtable-checked = Vérification
lawtable-now = en vigueur
lawtable-verified = vérifiée
lawtable-to-verify = à vérifier
lawtable-set = Fixer le taux de { $place }
lawtable-set-hint = Rien n'est effacé : la nouvelle valeur vaut, à partir de son jour, pour les dossiers liquidés ensuite.
lawtable-unit-centimes-per-m2 = DH/m²
lawtable-unit-centimes = DH
lawtable-unit-percent = %
lawtable-unit-working-days = jours ouvrables
lawtable-unit-calendar-days = jours
lawtable-unit-months = mois
lawtable-unit-years = ans
lawtable-unit-people = habitants
lawtable-decision = Arrêté fiscal
lawtable-decision-hint = Son numéro et sa date
lawtable-add = Ajouter la valeur
lawtable-done = { $count ->
    [0] Valeur ajoutée : { $name }. Aucune échéance n'a changé.
    [one] Valeur ajoutée : { $name }. L'échéance d'un dossier a changé.
   *[other] Valeur ajoutée : { $name }. Les échéances de { $count } dossiers ont changé.
}
lawvalue-permit-small-limit = Délai de réponse, petit projet
lawvalue-permit-large-limit = Délai de réponse, grand projet
lawvalue-permit-longest = Durée maximale de la procédure de permis
lawvalue-investment-longest = Durée maximale des actes liés à l'investissement
lawvalue-completeness-check = Contrôle de complétude du dossier
lawvalue-member-opinion-small = Avis de chaque membre, petit projet
lawvalue-member-opinion-large = Avis de chaque membre, grand projet
lawvalue-commission-small = Conclusion de la commission, petit projet
lawvalue-commission-large = Conclusion de la commission, grand projet
lawvalue-signature-small = Signature, petit projet
lawvalue-signature-large = Signature, grand projet
lawvalue-completion-answer = Temps du demandeur pour compléter
lawvalue-amendment-answer = Temps du demandeur pour modifier son projet
lawvalue-payment-answer = Temps pour payer la taxe
lawvalue-expertise-extension = Prolongation pour expertise ou enquête
lawvalue-silence-attestation = Délivrance de l'attestation de silence
lawvalue-permit-validity = Validité du permis
lawvalue-appeal-limit = Délai du recours administratif
lawvalue-appeal-answer = Délai de réponse au recours
lawvalue-appeal-court-limit = Délai du recours devant le tribunal administratif
lawvalue-single-window-population = Population à partir de laquelle la commune a son guichet unique
lawvalue-construction-tax-individual = Taux de la taxe de construction, habitat individuel
lawvalue-construction-tax-collective = Taux de la taxe de construction, habitat collectif et autres bâtiments
lawvalue-draft-retention = Conservation des brouillons
lawvalue-file-retention = Conservation des dossiers terminés
lawvalue-log-retention = Conservation des journaux techniques
lawvalue-data-access-answer = Délai de réponse à une demande d'accès aux données

# Les procédures
procs-title = Procédures
procs-lead = Telles que le citoyen les rencontre, et telles que Diwan les a vérifiées d'abord.
procs-none = Aucune procédure encore.
proc-revision = révision { $number }
proc-limit = Délai de réponse
proc-longest = Plus long chemin légal
proc-longest-says = Le délai du dossier et sa prolongation, face au plus que la loi permet ; le temps du demandeur n'y compte pas.
proc-of = { $days } sur { $span }
proc-silence = Le silence vaut
proc-silence-approves = accord
proc-silence-refuses = refus
proc-silence-nothing = rien
proc-running = Dossiers en cours
proc-errors = { $count ->
    [one] 1 erreur
   *[other] { $count } erreurs
}
proc-warnings = { $count ->
    [one] 1 avertissement
   *[other] { $count } avertissements
}
proc-sound = saine
proc-findings = Ce que le vérificateur a trouvé
proc-clean = Ni erreur ni avertissement.
finding-birth = Le dépôt est mal défini
finding-no-birth = Aucun acte n'ouvre de dossier
finding-clock = Le délai ne court pas comme il faut
finding-end = La fin de la procédure est mal définie
finding-extend = La prolongation est mal définie
finding-fee = La formule d'une taxe est fausse
finding-field = Un champ du formulaire est mal défini
finding-invite = L'invitation des membres est mal définie
finding-members = Les membres sont mal définis
finding-motive = Un acte doit être motivé et ne demande pas de motif
finding-no-cause = Le délai est suspendu sans cause
finding-no-door = Une étape n'a pas d'acte qui la quitte
finding-no-end = Un dossier n'arrive à aucune fin
finding-no-such-choice = Une condition cite une réponse qui n'existe pas
finding-no-such-field = Une condition ou une formule cite un champ qui n'existe pas
finding-no-such-paper = Un acte produit un document qui n'est pas défini
finding-no-such-role = Une fonction inconnue est citée
finding-no-such-step = Une étape inconnue est citée
finding-no-such-text = Un texte de loi manque à la table
finding-no-such-value = Une valeur légale manque à la table
finding-no-words = Une phrase manque dans une langue
finding-nobody = Une étape ou un acte n'est à personne
finding-not-a-member = Qui donne un avis n'est pas membre
finding-nowhere = Un acte ne s'ouvre nulle part
finding-paper-unused = Un document n'est produit par aucun acte
finding-pay = Le paiement est mal défini
finding-piece = Une pièce est mal définie
finding-piece-without-law = Une pièce est demandée sans texte qui le permette
finding-section = Une section du formulaire est mal définie
finding-silence = Le sens du silence est mal défini
finding-stays = Un acte ne change rien
finding-text-unlisted = Un texte cité n'est pas dans la liste de la procédure
finding-too-long = La procédure dure plus que la loi ne le permet
finding-twice = Un nom est écrit deux fois
finding-unit = L'unité d'une valeur légale ne convient pas
finding-unreachable = Une étape n'est jamais atteinte
finding-waits-for-ever = Un dossier peut attendre sans fin
finding-unverified = { $count ->
    [one] Valeur légale à vérifier au Bulletin officiel : { $names }
   *[other] Valeurs légales à vérifier au Bulletin officiel : { $names }
}
proc-severity-error = erreur
proc-severity-warning = avertissement
proc-drawing = Le dessin de la procédure
proc-extension = Prolongation
proc-steps = Qui fait quoi à chaque étape
proc-step = Étape
proc-act = Acte
proc-by = Par
proc-to = Vers
proc-stays = reste à l'étape
proc-everywhere = à toute étape,
proc-papers = Documents
proc-motive = motivé
proc-end = fin de la procédure
proc-clock-runs = le délai court
proc-clock-pauses = délai suspendu
proc-clock-stopped = délai arrêté
proc-pieces = Pièces exigées
proc-required = obligatoire
proc-conditional = obligatoire si
proc-when = si
proc-members = Membres de la commission

# Les personnes
people-title = Personnes
people-search = N° de CNIE ou ICE, nom, téléphone
people-search-hint = Seules paraissent les personnes dont vous pouvez voir un dossier.
people-logged = Chaque recherche est inscrite à votre nom, pour protéger les données personnelles.
people-kinds = Qualité
people-kind-all = Toutes
people-kind-citizen = particulier
people-kind-company = entreprise
people-kind-professional = professionnel
people-no-account = sans compte, déposé au guichet
people-access = Lui ouvrir un accès
people-access-hint = Vérifiez l'identité sur la pièce originale. Un premier mot de passe est montré une fois : remettez-le, il se change à la première connexion.
people-access-email = L'identifiant de qui n'a pas de CNIE
people-access-do = Créer un premier mot de passe
people-assist = Déposer un dossier en son nom
people-open = { $count ->
    [0] aucun dossier en cours
    [one] 1 dossier en cours
   *[other] { $count } dossiers en cours
}
people-total = { $count } en tout
people-files = Ses dossiers
people-none = Personne ne répond à cette recherche
people-none-more = Vérifiez le numéro, ou déposez un dossier en son nom depuis « Dépôt au guichet ».

# Le dépôt au guichet
assist-title = Dépôt au guichet
assist-lead = Pour qui n'a pas d'appareil ou ne sait pas s'en servir : vous déposez en son nom et avec son accord ; l'acte reste inscrit au vôtre.
assist-who = Le demandeur
assist-kind = Qualité
assist-number = N° de CNIE ou ICE
assist-number-hint = Tel qu'il figure sur la pièce originale que vous avez vue
assist-phone-hint = Pour le joindre en cas de besoin
assist-lang = Langue des documents et des notifications
assist-known = { $name } est déjà connu
assist-consent = Le consentement
assist-consent-text = Je demande à l'agent du guichet de la commune de { $place } de déposer cette demande en mon nom. J'ai pris connaissance de ce qu'il a écrit et des pièces qu'il a jointes. Je sais que mes données ne servent qu'à instruire cette demande et que je peux les consulter et les faire corriger.
assist-consent-print = Imprimer le formulaire de consentement
consent-commune = Commune de { $place }
consent-name = Nom et prénom
consent-number = N° de CNIE ou ICE
consent-service = Objet de la demande
consent-day = Lieu et date
consent-signature = Signature ou empreinte
consent-witness = En cas d'empreinte, le témoin : nom, n° de CNIE, signature
consent-clerk = L'agent du guichet : nom et signature
consent-keep = La commune garde ce formulaire avec le dossier.
assist-consent-how = Comment il a consenti
assist-how-signed = Il a signé le formulaire
assist-how-thumbprint = Il y a apposé son empreinte devant témoin
assist-how-proxy = Par procuration légalisée
assist-consent-tick = J'ai vérifié l'identité du demandeur et recueilli son accord
assist-service = Le service demandé
assist-start = Continuer vers le formulaire
assist-drafts = Inachevés
assist-rules = À retenir
assist-rule-identity = Vérifiez l'identité sur la pièce originale.
assist-rule-password = Ne demandez ni n'utilisez le mot de passe de personne.
assist-rule-receipt = Remettez le récépissé imprimé : il porte la date, le délai et le code de suivi.
assist-rule-trace = Le dossier montre que vous l'avez déposé, quand, et comment l'accord a été donné.

# Le journal
audit-title = Journal
audit-lead = Les actes d'administration et les recherches de personnes. Rien n'en est effacé.
audit-kinds = Nature
audit-kind-all = Tout
audit-kind-administration = Administration
audit-kind-reading = Recherches de personnes
audit-search = Nom ou mot
audit-when = Quand
audit-who = Qui
audit-what = Quoi
audit-about = Au sujet de
audit-stranger = inconnu
audit-none = Aucune écriture ne répond à ces critères
audit-what-office-given = Fonction donnée
audit-what-office-ended = Fonction terminée
audit-what-delegation-given = Délégation enregistrée
audit-what-delegation-ended = Délégation terminée
audit-what-officer-added = Agent ajouté
audit-what-password-reset = Nouveau mot de passe
audit-what-account-closed = Compte verrouillé
audit-what-account-opened = Compte déverrouillé
audit-what-signed-out-everywhere = Déconnexion partout
audit-what-holiday-set = Jour férié ajouté
audit-what-holiday-moved = Jour férié changé
audit-what-holiday-removed = Jour férié retiré
audit-what-law-value-set = Valeur légale ajoutée
audit-what-signed-out = Appareil déconnecté
audit-what-person-searched = Personne recherchée
audit-what-certificate-accepted = Certificat d'une autre autorité reçu
audit-what-certificate-issued = Certificat délivré
audit-what-certificate-renewed = Certificat renouvelé
audit-what-certificate-revoked = Certificat révoqué
audit-what-root-list-signed = Liste de révocation de la racine signée
audit-what-root-moved = Clé de la racine mise hors de la base
audit-operator = l'exploitant, en ligne de commande
audit-what-access-given = Accès ouvert à une personne

paper-preview = PROJET non signé
paper-register = Registre : acte n° { $place } sur { $size }, preuve jointe

# Les certificats d'une institution
nav-certificates = Certificats
certificates-title = Certificats
certificates-lead = Ce qui atteste le cachet de l'institution et la signature de ses agents. Un certificat révoqué ne sert plus dès cet instant ; ce qui a été signé avant reste valable.
certificates-none = Aucun certificat n'a encore été délivré ici : le premier l'est à la première signature.
certificates-purpose-root = Autorité racine
certificates-purpose-issuing = Autorité de certification
certificates-purpose-stamp = Autorité d'horodatage
certificates-purpose-ocsp = Réponses sur l'état des certificats
certificates-purpose-seal = Cachet
certificates-purpose-person = Signature
certificates-term = du { $from } au { $until }
certificates-number = Numéro
certificates-state-in-force = En vigueur
certificates-state-ended = Échu
certificates-state-revoked = Révoqué
certificates-state-replaced = Remplacé
certificates-revoke = Révoquer
certificates-revoke-text = La révocation ne peut pas être reprise. À la prochaine signature, un nouveau certificat est délivré.
certificates-revoked = Le certificat est révoqué.
certificates-reason = Motif
certificates-reason-key-compromise = Clé perdue ou connue d'un tiers
certificates-reason-affiliation-changed = Changement de fonction
certificates-reason-superseded = Remplacement
certificates-reason-cessation = Fin d'activité

## Signatures de plusieurs mains
nav-hands = Procès-verbaux à signer
hands-title = Procès-verbaux à signer
hands-lead = Chaque membre signe de sa propre clé, après lecture ; le président de la commission signe en dernier.
hands-hint = Lisez les documents, puis choisissez ceux que vous signez.
hands-review = Signer la sélection
hands-empty = Rien à signer
hands-empty-more = Aucun procès-verbal n’attend votre signature.
hands-tick = Choisir le document { $number }
hands-about = Concerne
hands-as = vous signez comme : { $role }
hands-waits = Signent avant vous :
hands-due = à signer avant le { $date }
hands-read = Lire le document { $number }
hands-refuse = Refuser de signer
hands-refuse-do = Refuser, avec le motif
hands-refused-done = Votre refus et son motif sont consignés.
hands-reason = Motif
hands-reason-hint = Le motif est consigné au registre et lu par ceux qui lisent le procès-verbal.
hands-aside = Clore sans un membre
hands-aside-hint = Une fois passé le délai de signature, le { $date }, ou lorsque le siège n’est plus occupé. Le membre peut encore signer tant que vous n’avez pas signé.
hands-aside-do = Consigner l’absence
hands-aside-done = L’absence et son motif sont consignés.
hands-member = Membre
hands-digest-text = Votre signature couvre ce document et les signatures déjà apposées. Si un autre membre signe entre-temps, la vôtre est placée après la sienne : ce que vous avez lu ne change pas, et le registre garde les deux empreintes.
hand-signed = a signé
hand-refused = a refusé de signer
hand-away = n’a pas signé
hand-awaited = signature attendue
hand-last = signe en dernier
hand-delegated = par délégation, décision { $decision }
hand-why-no-opinion = Aucun avis n’a été rendu dans le délai.
hand-why-excused = Excusé à la séance.
hands-of = Signatures des membres
session-sign-minutes = Signer le procès-verbal
