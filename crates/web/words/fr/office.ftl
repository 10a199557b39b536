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
office-megabytes = { $size } Mo
office-kilobytes = { $size } Ko
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
inbox-tick-all = Choisir tous les dossiers de cette page
inbox-tick-one = Choisir le dossier { $number }
inbox-file = Dossier et demandeur
inbox-where = Lieu
inbox-stands = Étape et suite
inbox-yours-due = Votre échéance
inbox-file-due = Échéance du dossier
inbox-filed = déposé le { $date }
inbox-parcel = Titre
inbox-awaited = Attend :
inbox-late = en retard
inbox-flag-assisted = déposé au guichet
inbox-flag-completed = complété
inbox-flag-amended = modifié après ajournement
inbox-flag-message = nouveau message
inbox-flag-sent-back = renvoyé
inbox-flag-extended = prolongé
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
desk-map = Emplacement du terrain
desk-related = Autres dossiers sur la même parcelle
desk-piece-given = jointe
desk-piece-missing = manquante
desk-piece-not-required = non exigée pour ce projet
desk-piece-optional = facultative, non jointe
desk-piece-requested = complément demandé
desk-replaced = remplacée par une plus récente
desk-occasional = membre occasionnel
desk-round = Tour { $n }, clos le { $at }
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
door-cause = Cause de la prolongation
door-days = Jours de prolongation ({ $most } au plus)
door-decision = Décision de la commission
door-keep-reserves = Réserves que la commission retient
door-to = Renvoyer à l'étape
door-read = J'ai lu le document et j'en approuve le contenu
door-silence = Le délai légal a passé sans réponse : le silence de l'administration vaut accord. L'attestation est remise au demandeur et publiée sur la page de vérification.
door-pass-pass = Une confirmation suffit ; l'acte est inscrit à votre nom avec la date et l'heure.

cashier-due = Montant dû
cashier-receipt = N° de la quittance
cashier-receipt-hint = Celui du carnet de la régie
cashier-amount = Montant reçu
cashier-method = Moyen de paiement
cashier-method-cash = Espèces
cashier-method-cheque = Chèque
cashier-method-transfer = Virement
cashier-method-card = Carte
cashier-day = Jour du paiement
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
signing-delegate-papers = Elle porte sur : { $papers }
signing-kinds = Nature du document
signing-kind-all = Tous
signing-kind-permit = Permis
signing-kind-refusal = Refus
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
signing-have-read = { $count ->
    [one] J'ai lu ce document et je le signe
   *[other] J'ai lu ces { $count } documents et je les signe
}
signing-do-sign = Signer
signing-do-back = Renvoyer avec le motif
signing-empty = Rien à signer
signing-empty-more = Tout ce qui vous a été présenté est signé ou renvoyé.

# La régie
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
sessions-mode = Tenue
sessions-mode-room = En salle
sessions-mode-remote = À distance
sessions-mode-mixed = Mixte
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
session-closed = Session levée le { $at }.
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
