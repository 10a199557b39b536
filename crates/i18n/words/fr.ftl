# Les mots du rez-de-chaussée : les rôles, les jours, les unités, les erreurs, et ce qui est refusé, pourquoi et que faire.

## Jours et mois

month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche
day-long = { $weekday } { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
day-short = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
month-and-year = { $month } { $year }
moment = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year } à { $time }

days-left = { $days ->
    [one] il reste { $days } jour
   *[other] il reste { $days } jours
}
days-last = dernier jour du délai
days-late = { $days ->
    [one] en retard de { $days } jour
   *[other] en retard de { $days } jours
}

## Unités

amount = { $number } DH
unit-working-days = { $count ->
    [one] { $count } jour ouvrable
   *[other] { $count } jours ouvrables
}
unit-calendar-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
unit-months = { $count } mois
unit-years = { $count ->
    [one] { $count } an
   *[other] { $count } ans
}
unit-centimes = { $amount }
unit-centimes-per-m2 = { $amount } par m²
unit-people = { $count ->
    [one] { $count } habitant
   *[other] { $count } habitants
}
unit-percent = { $count } %
unit-megabytes = { $count } Mo
unit-letters = { $count ->
    [one] { $count } caractère
   *[other] { $count } caractères
}

## Rôles

role-applicant = demandeur
role-clerk = guichet d’accueil
role-urban-planning = service de l’urbanisme
role-commission-chair = présidence de la commission
role-cashier = régisseur
role-president = président du conseil communal
role-administrator = administrateur de la plateforme
role-urban-agency = agence urbaine
role-province = préfecture ou province
role-civil-protection = protection civile
role-utilities = gestionnaires des réseaux
role-governor = gouverneur
role-system = système
role-members = membres de la commission
role-nobody = personne

## Erreurs d’un formulaire : ce qui ne va pas, et comment le corriger

mistake-required = Ce champ est obligatoire ; veuillez le remplir.
mistake-too-long = Le texte est trop long ; veuillez le ramener à { $limit ->
    [one] { $limit } caractère
   *[other] { $limit } caractères
} au plus.
mistake-too-short = Le texte est trop court ; veuillez écrire au moins { $limit ->
    [one] { $limit } caractère
   *[other] { $limit } caractères
}.
mistake-not-a-number = Cette valeur n’est pas un nombre ; veuillez l’écrire en chiffres seulement, par exemple 120.
mistake-too-small = Cette valeur est trop petite ; la plus petite valeur admise est { $limit }.
mistake-too-large = Cette valeur est trop grande ; la plus grande valeur admise est { $limit }.
mistake-not-a-date = Cette date n’est pas valable ; veuillez écrire le jour, le mois et l’année, par exemple 05/08/2026.
mistake-unknown-choice = Ce choix ne figure pas dans la liste ; veuillez choisir l’une des réponses proposées.
mistake-cnie = Ce numéro de CNIE n’est pas valable ; il se compose d’une ou deux lettres suivies de chiffres, par exemple JB123456.
mistake-ice = Cet ICE n’est pas valable ; il compte 15 chiffres, veuillez le vérifier sur les documents de l’entreprise.
mistake-phone = Ce numéro de téléphone n’est pas valable ; veuillez écrire un numéro marocain de dix chiffres, par exemple 0612345678.
mistake-email = Cette adresse électronique n’est pas valable ; veuillez l’écrire sous la forme nom@exemple.ma.
mistake-land-title = Ce numéro de titre foncier n’est pas valable ; veuillez l’écrire comme sur le certificat de propriété, par exemple 12345/39.
mistake-point = Ce point n’est pas valable ou se trouve hors du territoire national ; veuillez le placer sur la carte.
mistake-control-characters = Le texte contient des caractères invisibles qui ne sont pas admis ; veuillez l’effacer et l’écrire à nouveau.
mistake-piece-missing = Cette pièce est obligatoire ; veuillez la joindre.
mistake-piece-too-large = Ce fichier est trop volumineux ; veuillez joindre un fichier de { $limit } Mo au plus.
mistake-piece-type = Ce type de fichier n’est pas admis pour cette pièce ; veuillez joindre un fichier de l’un des types indiqués.
mistake-piece-empty = Ce fichier est vide ; veuillez le vérifier et le joindre à nouveau.
mistake-piece-not-listed = Cette pièce ne figure pas sur la liste fixée par la loi ; il n’est pas nécessaire de la joindre.
mistake-piece-cut = L’envoi du fichier s’est interrompu ; veuillez le relancer, il reprendra où il s’est arrêté.
mistake-piece-pending = L’envoi du fichier n’est pas terminé ; veuillez attendre qu’il s’achève.
mistake-password-short = Ce mot de passe est trop court ; veuillez en choisir un d’au moins { $limit ->
    [one] { $limit } caractère
   *[other] { $limit } caractères
}.
mistake-password-common = Ce mot de passe est courant et facile à deviner ; veuillez en choisir un autre.
mistake-not-same = Les deux textes diffèrent ; veuillez écrire deux fois le même.
mistake-taken = Cette valeur est déjà utilisée ; veuillez en choisir une autre, ou vous connecter si ce compte est le vôtre.
mistake-mandate-missing = Veuillez indiquer le mandat qui vous permet de déposer la demande au nom du propriétaire.
mistake-consent-missing = Veuillez confirmer l’accord du demandeur avant de déposer en son nom.

## Ce qui est refusé, pourquoi, et que faire

refusal-wrong-step = Cet acte n’est pas possible à l’étape où se trouve le dossier ; veuillez actualiser la page pour voir ce qui l’est.
refusal-not-yours = Cet acte revient à un autre service ; si vous en êtes chargé, veuillez contacter l’administrateur de la plateforme.
refusal-back-dated = Un acte ne peut pas être daté d’avant le dernier acte du dossier ; veuillez vérifier la date.
refusal-stale = Le dossier a changé depuis que vous avez ouvert cette page ; veuillez lire ce qui est nouveau, puis recommencer.
refusal-once-only = Cet acte a déjà été fait, et la loi ne le permet qu’une fois.
refusal-guard = Ce dossier ne remplit pas les conditions de cet acte ; veuillez en revoir les données.
refusal-motive-missing = La loi veut que cette décision soit motivée par écrit ; veuillez en écrire les motifs.
refusal-not-a-member = Ce service n’est pas membre de la commission qui étudie ce dossier.
refusal-opinion-given = Ce service a déjà donné son avis sur ce dossier.
refusal-opinion-missing = Veuillez choisir l’un des quatre avis avant d’envoyer.
refusal-reserves-missing = Un avis favorable avec réserves doit les énoncer ; veuillez les écrire.
refusal-opinions-awaited = Les membres de la commission ont encore du temps pour donner leur avis ; le dossier pourra avancer quand ils l’auront donné ou que le délai sera passé.
refusal-amount-differs = Le montant saisi n’est pas le montant dû ; veuillez vérifier celui qui figure au dossier.
refusal-unpaid = Les taxes dues ne sont pas encore payées ; le permis ne peut pas être signé avant leur paiement.
refusal-not-yet = Le moment de cet acte n’est pas encore venu.
refusal-nothing-asked = Aucun complément n’a été demandé pour ce dossier.
refusal-pieces-missing = Des pièces demandées manquent encore ; veuillez les joindre toutes, puis envoyer.
refusal-formula = Les taxes n’ont pas pu être calculées à cause d’un défaut de réglage de la procédure ; les responsables sont prévenus, veuillez réessayer plus tard.
refusal-text-too-long = Le texte est trop long ; veuillez le raccourcir.
refusal-control-characters = Le texte contient des caractères invisibles qui ne sont pas admis ; veuillez l’effacer et l’écrire à nouveau.
refusal-delegation-ended = La délégation qui vous permettait cet acte a pris fin ; veuillez contacter l’administrateur de la plateforme si elle doit être renouvelée.
refusal-no-such-piece = Cette pièce n’existe pas dans le dossier, ou n’y est pas demandée.
refusal-signed-out = Votre session a pris fin ; veuillez vous connecter à nouveau, ce qui a été enregistré n’est pas perdu.
refusal-too-many = Trop de demandes en peu de temps ; veuillez patienter un peu, puis réessayer.
refusal-locked = L’accès à ce compte est suspendu après plusieurs essais ; veuillez réessayer dans un quart d’heure, ou contacter la commune.
refusal-bad-credentials = L’identifiant ou le mot de passe est incorrect ; veuillez les vérifier et réessayer.
refusal-not-found = Nous n’avons pas trouvé ce que vous cherchez ; veuillez vérifier le numéro ou l’adresse.
refusal-busy = Le service reçoit beaucoup de demandes et la vôtre n’a pas été enregistrée ; veuillez réessayer dans un instant.
refusal-unavailable = Le service est momentanément indisponible et votre demande n’a pas été enregistrée ; les responsables sont prévenus, veuillez réessayer un peu plus tard.
refusal-disk-full = Il n’y a plus assez de place pour garder ce fichier ; les responsables sont prévenus, veuillez réessayer plus tard.
refusal-too-large = Ce que vous avez envoyé est trop volumineux ; veuillez le réduire et réessayer.
refusal-csrf = Nous n’avons pas pu vérifier que cette demande vient de votre page ; veuillez actualiser la page et réessayer.
refusal-same-key = Cette clé a déjà servi pour une autre demande ; veuillez en utiliser une nouvelle.
