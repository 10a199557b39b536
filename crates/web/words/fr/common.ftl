# Les mots que toutes les pages partagent : le cadre, les boutons, les champs, l'horloge, les pièces.

diwan = Diwan
diwan-about = Services numériques des collectivités territoriales
skip = Aller au contenu
demo-ribbon = Ville de démonstration : les personnes et les dossiers sont inventés.
you-are-here = Vous êtes ici
nav-main = Menu principal
nav-services = Services
nav-files = Mes dossiers
nav-track = Suivre un dossier
nav-figures = Chiffres publics
nav-verify = Vérifier un document
nav-api = Interface pour développeurs
nav-account = Mon compte
nav-account-of = Menu du compte de { $name }
nav-notices = { $count ->
    [0] Notifications, rien de nouveau
    [one] Notifications, une non lue
   *[other] Notifications, { $count } non lues
}
nav-office = Menu du bureau
nav-office-inbox = Mon bureau
sign-in = Se connecter
sign-out = Se déconnecter
foot-rights = Chaque délai affiché ici est accompagné du texte de loi qui le fixe.
kingdom = Royaume

# Boutons
search = Rechercher
save = Enregistrer
cancel = Annuler
continue = Continuer
back = Retour
send = Envoyer
download = Télécharger
print = Imprimer
open = Ouvrir
change = Modifier
confirm = Confirmer
yes = Oui
no = Non
optional = (facultatif)
choose = Choisissez dans la liste
pages = Pages de la liste
page-previous = Précédent
page-next = Suivant
unit-square-metres = m²
unit-dirhams = DH
zoom-in = Agrandir
zoom-out = Réduire

law-article = {","} article { $article }
law-reference = {","} { $reference }
law-unverified = valeur à vérifier

mistakes-title = { $count ->
    [one] Une erreur à corriger
   *[other] { $count } erreurs à corriger
}
mistake-line = { $label } : { $mistake }

# Un point sur la carte
point-hint = Placez le point sur la carte, ou écrivez la latitude et la longitude si vous les connaissez. Le numéro du titre foncier peut suffire.
point-map = Carte pour situer le terrain ; déplacez-la avec les flèches du clavier et appuyez sur Entrée pour poser le point en son centre
point-here = Je suis sur place
point-here-failed = Votre position est introuvable. Placez le point à la main ou écrivez les coordonnées.
latitude = Latitude
longitude = Longitude

# L'horloge
clock-left = { $unit ->
    [working-days] { $count ->
        [0] jour : le délai finit aujourd'hui
        [one] jour ouvrable restant
       *[other] jours ouvrables restants
    }
   *[calendar-days] { $count ->
        [0] jour : le délai finit aujourd'hui
        [one] jour restant
       *[other] jours restants
    }
}
clock-late = { $unit ->
    [working-days] { $count ->
        [one] jour ouvrable de retard
       *[other] jours ouvrables de retard
    }
   *[calendar-days] { $count ->
        [one] jour de retard
       *[other] jours de retard
    }
}
clock-took = { $unit ->
    [working-days] { $count ->
        [one] jour ouvrable en tout
       *[other] jours ouvrables en tout
    }
   *[calendar-days] { $count ->
        [one] jour en tout
       *[other] jours en tout
    }
}
clock-title-running = Réponse due au plus tard le { $date }
clock-title-paused = Le délai est suspendu
clock-title-overdue = L'administration a dépassé le délai légal
clock-title-answered = La décision est rendue
clock-title-ended = Le dossier est clos
clock-paused-since = depuis le { $date }
clock-paused-means = À la reprise, il restera { $unit ->
    [working-days] { $count ->
        [one] un jour ouvrable.
       *[other] { $count } jours ouvrables.
    }
   *[calendar-days] { $count ->
        [one] un jour.
       *[other] { $count } jours.
    }
}
clock-was-due = La réponse était due le { $date } au plus tard.
clock-answered-means = Le délai légal s'est arrêté avec la décision.
clock-ended-on = Clos le { $date }.
clock-holder = Le dossier est maintenant chez :
clock-yours = Le dossier est maintenant entre vos mains
clock-since = depuis le { $date }
clock-silence-approves = Sans réponse à la fin du délai, le silence de l'administration vaut accord ; le gouverneur en délivre l'attestation.
clock-silence-refuses = Sans réponse à la fin du délai, le silence de l'administration vaut refus ; vous pouvez former un recours.
clock-silence-overdue-approves = Le délai a passé sans réponse : le silence vaut accord, et le dossier est chez le gouverneur, qui délivre l'attestation.
clock-silence-overdue-refuses = Le délai a passé sans réponse : le silence vaut refus, et vous pouvez former un recours.
clock-limit = { $unit ->
    [working-days] Délai légal : { $count } jours ouvrables
   *[calendar-days] Délai légal : { $count } jours
}
clock-longest = Suspensions et prolongations comprises, la réponse ne peut dépasser le { $date }.
clock-line-left = { $unit ->
    [working-days] { $count ->
        [0] finit aujourd'hui
        [one] 1 jour ouvrable restant
       *[other] { $count } jours ouvrables restants
    }
   *[calendar-days] { $count ->
        [0] finit aujourd'hui
        [one] 1 jour restant
       *[other] { $count } jours restants
    }
}
clock-line-late = { $unit ->
    [working-days] { $count ->
        [one] 1 jour ouvrable de retard
       *[other] { $count } jours ouvrables de retard
    }
   *[calendar-days] { $count ->
        [one] 1 jour de retard
       *[other] { $count } jours de retard
    }
}
clock-line-paused = délai suspendu
clock-line-answered = décision rendue
clock-line-ended = clos

# Étapes et états
stage-state-done = fait
stage-state-here = étape en cours
stage-state-next = à venir
stage-state-stopped = arrêté ici
section-done = complet
section-wrong = à corriger

# Les pièces
piece-limits = { $formats } — { $megabytes } Mo au plus
piece-choose = Choisir un fichier : { $piece }
piece-send = Joindre
piece-add = Ajouter un fichier
piece-replace = Remplacer
piece-remove = Retirer
piece-none = Non jointe.
piece-sending = Envoi en cours :
piece-resumed = L'envoi reprend là où il s'était arrêté :
piece-cut = La connexion est coupée. L'envoi reprendra de lui-même ; gardez cette page ouverte.
piece-done = Fichier envoyé.
piece-too-big = Ce fichier dépasse { $megabytes } Mo.

# Documents et paiement
verify-short = Vérifier
bill = Détail du montant
bill-line = Taxe
bill-how = Calcul
bill-amount = Montant
bill-total = Total
chart-table = Les chiffres en tableau
chart-when = Période

# Sauvegarde
saved = Brouillon enregistré.
saving = Enregistrement…
save-failed = Enregistrement impossible. Vérifiez la connexion ; ce que vous avez écrit reste sur cette page.

# Conditions et formules, lues dans la procédure
condition-or = {" "}ou{" "}
condition-and = {" "}et{" "}
condition-is = { $label } : { $value }
condition-is-not = { $label } : autre que { $value }
condition-least = { $label } : { $value } ou plus
condition-most = { $label } : { $value } ou moins
condition-more = { $label } : plus de { $value }
condition-less = { $label } : moins de { $value }
formula-either = { $yes } ({ $condition }), sinon { $no }
media-pdf = PDF
media-image = image
media-plan = DWG ou DXF
map-credit = Contours des provinces : © les contributeurs d'OpenStreetMap
account-kind-citizen = Particulier
account-kind-company = Société
account-kind-professional = Professionnel
account-kind-officer = Agent
opinion-awaited = En attente
