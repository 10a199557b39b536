# Les mots du rez-de-chaussée : les jours, les unités, les rôles, les erreurs, ce qui est refusé et que faire, le cadre des messages.

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
square-metres = { $n } m²

## Rôles

role-applicant = Demandeur
role-clerk = Guichet communal
role-urban-planning = Service de l'urbanisme
role-commission-chair = Présidence de la commission
role-cashier = Régie
role-president = Présidence du conseil communal
role-administrator = Administration de la plateforme
role-urban-agency = Agence urbaine
role-province = Province ou préfecture
role-civil-protection = Protection civile
role-utilities = Gestionnaire des réseaux
role-governor = Gouverneur
role-system = Le délai légal
role-members = Membres de la commission
role-nobody = Personne

## Erreurs d'un formulaire : ce qui ne va pas, et comment le corriger

mistake-required = Ce champ est vide : remplissez-le.
mistake-too-long = Ce texte est trop long : écrivez au plus { $limit ->
    [one] { $limit } caractère
   *[other] { $limit } caractères
}.
mistake-too-short = Ce texte est trop court : écrivez au moins { $limit ->
    [one] { $limit } caractère
   *[other] { $limit } caractères
}.
mistake-not-a-number = Écrivez un nombre, en chiffres.
mistake-too-small = Écrivez un nombre d'au moins { $limit }.
mistake-too-large = Écrivez un nombre d'au plus { $limit }.
mistake-not-a-date = Écrivez une date qui existe : jour, mois, année.
mistake-unknown-choice = Choisissez une des réponses proposées.
mistake-cnie = Écrivez le numéro de la carte nationale tel qu'il y figure : une ou deux lettres, puis des chiffres, par exemple JB123456.
mistake-ice = Écrivez les 15 chiffres de l'ICE ; ceux-ci ne se vérifient pas.
mistake-phone = Écrivez un numéro marocain à dix chiffres, par exemple 0661234567.
mistake-email = Écrivez une adresse électronique, par exemple nom@exemple.ma.
mistake-land-title = Écrivez le numéro et l'indice du titre, par exemple 12345/39.
mistake-point = Indiquez un point au Maroc : latitude et longitude, par exemple 30.4727, -8.8748.
mistake-control-characters = Ce texte contient des caractères invisibles. Retapez-le au lieu de le coller.
mistake-not-signed-file = Ce fichier n'est ni un PDF ni un conteneur de preuves (.asice). Déposez-le tel que vous l'avez reçu.
mistake-reworded = Vous avez modifié les motifs : relisez le document qui en résulte, puis signez.
mistake-piece-missing = Joignez cette pièce.
mistake-piece-too-large = Ce fichier est trop lourd : au plus { $limit } Mo. Enregistrez-le en qualité réduite ou en plusieurs fichiers.
mistake-piece-type = Ce fichier n'est pas du format attendu, quel que soit son nom. Enregistrez-le dans un des formats indiqués.
mistake-piece-empty = Ce fichier est vide. Choisissez-en un autre.
mistake-piece-not-listed = Cette pièce ne figure pas sur la liste de cette procédure.
mistake-piece-cut = Ce PDF est incomplet : sa fin manque. Envoyez-le de nouveau.
mistake-piece-pending = L'envoi de ce fichier n'est pas terminé. Attendez qu'il s'achève.
mistake-password-short = Choisissez un mot de passe d'au moins { $limit } caractères.
mistake-password-common = Ce mot de passe se devine trop facilement. Choisissez plusieurs mots sans rapport entre eux.
mistake-bad-credentials = Ce n'est pas le mot de passe actuel.
mistake-bad-code = Ce code n'est pas le bon. Écrivez celui que votre application affiche en ce moment ; vérifiez aussi l'heure de votre téléphone.
mistake-enrolment-none = Aucun code d'activation n'a été établi pour vous. Demandez-en un à votre administration.
mistake-enrolment-wrong = Ce code d'activation n'est pas le bon. Recopiez celui qui vous a été remis ; perdu, demandez-en un autre à votre administration.
mistake-enrolment-used = Ce code d'activation a déjà servi. Demandez-en un autre à votre administration.
mistake-enrolment-over = Ce code d'activation n'est plus valable : son délai est passé. Demandez-en un autre à votre administration.
mistake-enrolment-tried = Trop de codes d'activation faux ont été donnés : celui-ci ne vaut plus. Demandez-en un autre à votre administration.
mistake-enrolment-held = Cet agent a déjà une seconde preuve. S'il l'a perdue, deux administrateurs peuvent lui rendre l'accès.
mistake-begun-over = Cet ajout n'a pas été terminé à temps. Recommencez.
mistake-bad-passkey = La clé d'accès n'a pas pu être créée. Réessayez sur cet appareil, ou choisissez une application.
mistake-no-passkeys = Les clés d'accès demandent que ce service soit ouvert sous un nom de domaine.
mistake-too-many = Vous en avez déjà { $limit } : retirez-en une avant d'en ajouter une autre.
mistake-recovery-open = Une demande est déjà ouverte pour ce compte.
mistake-not-same = Les deux saisies diffèrent. Écrivez deux fois le même mot de passe.
mistake-certificate-revoked = Ce certificat a déjà été révoqué.
mistake-certificate-of-authority = Ce certificat est celui d'une autorité : il n'est pas renouvelé de cette manière.
mistake-certificate-of-others = Ce certificat vient d'une autre autorité : c'est elle qui le renouvelle.
mistake-certificate-of-root = Une racine ne révoque pas son propre certificat.
mistake-taken = Un compte existe déjà avec cette valeur. Connectez-vous, ou présentez-vous au guichet avec votre carte.
mistake-mandate-missing = Indiquez le mandat qui vous autorise à déposer pour cette personne.
mistake-consent-missing = Recueillez le consentement de la personne et cochez la case.
mistake-before-first-day = Ce jour précède le premier : choisissez-en un qui le suit.
mistake-no-such-seat = Cette fonction n'existe pas sur ce territoire : choisissez-en une autre.
mistake-seat-held = Cette personne tient déjà cette fonction à ces dates.
mistake-holiday-there = Ce jour est déjà férié : choisissez-en un autre.
mistake-before-the-law = La loi ne fixait pas encore cette valeur ce jour-là : choisissez un jour plus tardif.
mistake-csrf = Cette page est restée ouverte trop longtemps. Revenez en arrière, rechargez-la, puis renvoyez le formulaire.

## Ce qui est refusé, pourquoi, et que faire

refusal-wrong-step = Le dossier n'est plus à l'étape où cela peut se faire. Ouvrez-le pour voir où il en est.
refusal-not-yours = Cet acte ne vous revient pas{ $owner ->
    [none] .
   *[other] { " " }: { $owner }.
}
refusal-back-dated = Un acte ne peut être daté d'avant le précédent : un registre ne s'antidate pas.
refusal-stale = Le dossier a changé depuis que vous l'avez ouvert. Rien n'a été enregistré : relisez-le, puis recommencez.
refusal-once-only = Cela ne peut se faire qu'une fois dans la vie d'un dossier, et c'est déjà fait.
refusal-guard = Les conditions prévues par la procédure ne sont pas réunies.
refusal-motive-missing = La loi demande un motif écrit. Écrivez-le, puis recommencez.
refusal-no-such-piece = Cette pièce ne figure pas sur la liste que la loi permet de demander.
refusal-pieces-missing = Il manque encore des pièces qui vous ont été demandées :
refusal-nothing-asked = Choisissez au moins une pièce à demander.
refusal-consent-missing = Dites comment le demandeur a consenti à ce que le guichet réponde pour lui.
refusal-member-missing = Choisissez le membre à convoquer.
refusal-not-a-member = { $role } ne siège pas pour ce dossier.
refusal-opinion-given = { $role } s'est déjà prononcé ou siège déjà.
refusal-opinion-missing = Choisissez un avis.
refusal-reserves-missing = Écrivez les réserves de cet avis.
refusal-opinions-awaited = Des membres ont encore jusqu'au { $until } pour donner leur avis.
refusal-amount-differs = Le montant dû est de { $due }, vous avez saisi { $given }. Rien n'a été enregistré.
refusal-unpaid = Les taxes ne sont pas encore payées.
refusal-not-yet = Le délai n'est pas écoulé : il court jusqu'au { $due }.
refusal-text-too-long = Ce texte est trop long : au plus { $limit } caractères.
refusal-control-characters = Ce texte contient des caractères invisibles. Retapez-le au lieu de le coller.
refusal-formula = Le montant dû ne peut être calculé. L'administration de la plateforme est prévenue.
refusal-delegation-ended = Votre fonction ou votre délégation a pris fin le { $until }. Adressez-vous à l'administrateur.
refusal-signed-out = Connectez-vous pour continuer. Ce que vous avez enregistré est conservé.
refusal-too-many = Trop de demandes en peu de temps. Réessayez dans { $seconds } secondes.
refusal-locked = Trop d'essais infructueux. Réessayez après le { $until }.
refusal-bad-credentials = L'identifiant ou le mot de passe est inexact. Vérifiez-les, puis réessayez.
refusal-second-factor = Cet acte demande une seconde preuve de votre identité, donnée depuis peu. Confirmez avec votre application, votre clé d'accès ou un code de secours.
refusal-bad-code = Ce code n'est pas le bon, ou il n'est plus valable. Écrivez celui que votre application affiche en ce moment.
refusal-used-code = Ce code a déjà servi. Attendez le suivant, puis écrivez-le.
refusal-bad-passkey = La clé d'accès n'a pas été reconnue. Réessayez, ou employez un code.
refusal-provider-away = Le service d'identité ne répond pas. Réessayez plus tard, ou entrez avec votre mot de passe.
refusal-provider-state = Cette réponse n'appartient à aucune connexion commencée ici, ou elle a déjà servi. Recommencez.
refusal-provider-declined = La connexion a été refusée ou abandonnée au service d'identité. Rien n'a changé ici.
refusal-provider-code = Le service d'identité n'a pas confirmé la connexion. Recommencez.
refusal-provider-algorithm = La réponse du service d'identité n'est pas signée d'une façon que nous acceptons.
refusal-provider-key = La réponse est signée d'une clé que le service d'identité ne publie pas.
refusal-provider-signature = La signature de la réponse n'est pas celle du service d'identité.
refusal-provider-issuer = La réponse vient d'un autre service d'identité que le nôtre.
refusal-provider-audience = La réponse du service d'identité était destinée à un autre service.
refusal-provider-nonce = La réponse du service d'identité ne correspond pas à cette connexion. Recommencez.
refusal-provider-expired = La réponse du service d'identité est trop ancienne. Recommencez.
refusal-provider-early = L'heure du service d'identité et la nôtre diffèrent trop. Signalez-le à l'accueil.
refusal-provider-unverified = Le service d'identité ne garantit pas votre numéro de carte nationale : nous ne pouvons pas vous reconnaître par lui. Entrez avec votre mot de passe.
refusal-provider-officer = Un compte d'agent s'ouvre par son mot de passe, non par ce service.
refusal-own-request = Cette demande est la vôtre : un autre administrateur doit la confirmer.
refusal-beyond-delegation = Votre délégation (décision { $decision }) ne couvre pas cet acte pour cette procédure.
refusal-seat-later = Votre fonction ne commence que le { $from }.
refusal-stood-in-for = Votre absence est enregistrée (décision n° { $decision }) et un vice-président assure l’intérim : vous ne signez pas avant qu’elle prenne fin. Rien n’a été signé.
refusal-closed = Ce compte est fermé. Adressez-vous à l'administrateur de votre institution.
refusal-not-found = Il n'y a rien sous cette adresse que vous puissiez voir. Vérifiez le numéro.
refusal-busy = Le service est très sollicité. Rien n'est perdu : réessayez dans un instant.
refusal-unavailable = Le service est momentanément indisponible. Rien n'est perdu : réessayez dans un instant.
refusal-disk-full = Il n'y a plus de place pour enregistrer. Rien n'a été modifié ; l'exploitant est prévenu.
refusal-too-large = L'envoi est trop volumineux. Réduisez-le, puis recommencez.
refusal-csrf = Cette page est restée ouverte trop longtemps. Rechargez-la, puis renvoyez le formulaire.
refusal-same-key = La même clé a servi pour une autre demande. Utilisez une nouvelle clé.
refusal-scope = Ce jeton n'a pas la portée « { $scope } ».
refusal-paper-changed = Ce document n'est plus celui qui vous a été présenté. Rien n'a été signé : relisez-le, puis signez.
refusal-hand-given = { $role } : cette signature a déjà été donnée ou refusée, ou le document est clos. Rien n’a été signé.
refusal-others-first = Signent avant vous : { $roles }. Rien n’a été signé.
refusal-hand-awaited = Ce membre a jusqu’au { $until } pour signer : il ne peut pas encore être déclaré absent.
refusal-last-hand = Celui qui clôt un document le signe : cette signature ne se refuse pas.
refusal-clock-behind = L'horloge du serveur retarde. Rien n'a été enregistré ; l'exploitant est prévenu.
refusal-mistakes = Le formulaire contient des erreurs.
refusal-key-unplugged = L'appareil qui détient les clés de signature n'est pas branché. Rien n'a été signé : prévenez l'exploitant, puis réessayez.
refusal-key-pin = L'appareil qui détient les clés de signature a refusé son code. Rien n'a été signé : prévenez l'exploitant.
refusal-key-locked = L'appareil qui détient les clés de signature est bloqué. Rien n'a été signé : prévenez l'exploitant.
refusal-key-missing = La clé de signature est introuvable dans son appareil. Rien n'a été signé : prévenez l'exploitant.
refusal-key-module = L'appareil qui détient les clés de signature ne peut pas être employé. Rien n'a été signé : prévenez l'exploitant.
refusal-key-unsuitable = La clé de signature n'est pas d'un genre accepté ici. Rien n'a été signé : prévenez l'exploitant.
refusal-key-failed = L'appareil qui détient les clés n'a pas signé. Rien n'est perdu : réessayez, ou prévenez l'exploitant.
refusal-key-sealed = La clé de signature ne s'ouvre pas. Rien n'a été signé : prévenez l'exploitant.
refusal-key-not-a-key = La clé de signature est illisible. Rien n'a été signé : prévenez l'exploitant.
refusal-internal = Une erreur est survenue de notre côté. Rien n'est perdu : réessayez, ou communiquez la référence ci-dessous.

## Le dessin d'une procédure

drawing-runs = Le délai court
drawing-pauses = Le délai est suspendu
drawing-stopped = La réponse est donnée
drawing-by-time = Le temps seul

## Le cadre des messages

mail-greeting = Bonjour { $name },
mail-footer = Ce message est envoyé automatiquement par la plateforme de votre commune. N'y répondez pas.
