# Les pages que tout le monde voit : accueil, services, suivi, vérification, chiffres, erreurs.

days-most = { $unit ->
    [working-days] { $count ->
        [one] un jour ouvrable au plus
       *[other] { $count } jours ouvrables au plus
    }
    [months] { $count } mois au plus
   *[calendar-days] { $count ->
        [one] un jour au plus
       *[other] { $count } jours au plus
    }
}
list-and = {" "}·{" "}
silence-approves = Le silence vaut accord
silence-refuses = Le silence vaut refus
silence-nothing = Le silence est sans effet

# Accueil
home-short = Accueil
home-title = Votre commune sur votre téléphone, dans le délai de la loi
home-lead = Déposez votre demande en arabe ou en français, recevez le récépissé aussitôt, et sachez à tout moment où est votre dossier, chez qui, et combien de jours il reste.
home-start = Commencer une demande
home-track = Suivre un dossier
home-mine = Ce qui vous attend
home-mine-all = Vos dossiers : { $running } en cours, { $drafts } en brouillon
home-mine-nothing = Rien ne vous est demandé pour l'instant.
home-services = Services
home-promises = Ce à quoi nous nous engageons
home-promise-pieces = Une liste de pièces connue d'avance
home-promise-pieces-text = Vous voyez avant de commencer toutes les pièces que la loi exige. Aucune autre ne peut vous être demandée, et un complément ne l'est qu'une fois.
home-promise-clock = Un seul délai, montré à tous
home-promise-clock-text = Les jours restants, qui tient le dossier, la cause de chaque arrêt et l'article de loi : vous voyez ce que voit l'agent.
home-promise-verify = Des documents que chacun vérifie
home-promise-verify-text = Chaque document porte un numéro et un code QR qui ouvre une page publique disant ce que contient le registre.
home-track-text = Sans compte : le numéro du dossier et le code de suivi imprimé sur le récépissé suffisent.
home-figures = Combien de temps, en vrai ?
home-figures-none = Trop peu de décisions encore pour donner des chiffres.
home-figures-all = Tous les chiffres, par commune et procédure
home-verify = Un document en main ? Vérifiez-le

# Catalogue et page d'un service
catalogue-lead = Pour chaque service : ce qu'il faut, ce qu'il coûte, combien il dure, et ce que vaut le silence.
catalogue-search = Chercher un service
catalogue-none = Aucun service de ce nom
catalogue-none-text = Essayez un autre mot, comme « construire » ou « permis ».
catalogue-all = Voir tous les services
service-short = En bref
service-time = Délai de réponse
service-longest = Durée la plus longue de toute la procédure
service-silence = Sans réponse à la fin du délai
service-cost = Coût
service-who = Qui peut demander
service-start = Commencer la demande
service-resume = Vous avez un brouillon : reprenez-le
service-start-text = Votre brouillon s'enregistre tout seul ; reprenez-le sur un autre appareil.
service-pieces = Pièces demandées
service-pieces-text = La liste est complète. L'administration ne peut demander aucune autre pièce.
service-when = Seulement si : { $condition }
piece-required = Obligatoire
piece-sometimes = Selon le cas
piece-free = Facultative
service-cost-text = Le montant se calcule d'après votre projet ; il se paie après l'accord et avant la remise du permis.
service-free = Ce service est gratuit.
service-steps = Le chemin du dossier
service-real = Dans les faits
service-real-text = { $unit ->
    [working-days] La moitié des dossiers reçoivent leur décision en moins de { $median } jours ouvrables, neuf sur dix en moins de { $p90 }.
   *[calendar-days] La moitié des dossiers reçoivent leur décision en moins de { $median } jours, neuf sur dix en moins de { $p90 }.
}
service-real-count = { $count ->
    [one] Calculé sur un dossier.
   *[other] Calculé sur { $count } dossiers.
}
service-real-more = Tous les chiffres
service-texts = Textes de loi

# Suivi
track-title = Suivre un dossier
track-lead = Avec le numéro du dossier et le code de suivi, sans compte. Cette page ne montre aucune donnée personnelle.
track-number = Numéro du dossier
track-number-hint = En haut du récépissé, par exemple PC-095410113-2026-000123
track-code = Code de suivi
track-code-hint = Huit lettres et chiffres, imprimés sous le numéro du dossier sur le récépissé.
track-go = Voir le dossier
track-filed = Déposé le { $date }
track-privacy = Par discrétion, cette page ne montre ni le nom du demandeur, ni son adresse, ni ses réponses.
track-another = Suivre un autre dossier
track-lost = Récépissé perdu ? Connectez-vous si vous avez un compte ; sinon, présentez-vous à l'accueil avec votre carte nationale.

# Vérification
verify-lead = Écrivez le numéro imprimé sur le document, ou lisez son code QR, pour voir ce que dit le registre.
verify-number = Numéro du document
verify-number-hint = Sous le code QR, par exemple PER-095410113-2026-000045
verify-go = Vérifier
verify-valid = Document authentique et en vigueur
verify-valid-text = Ce document est inscrit au registre tel que décrit ci-dessous. Comparez avec le papier que vous tenez.
verify-superseded = Document authentique, mais remplacé
verify-superseded-text = Ce document a bien été délivré, puis un autre l'a remplacé.
verify-cancelled = Document qui n'est plus en vigueur
verify-cancelled-text = Ce document a bien été délivré, mais il n'a plus d'effet.
verify-replaced = Document en vigueur :
verify-kind = Nature du document
verify-issued = Délivré le
verify-place = Commune
verify-file = Numéro du dossier
verify-holder = Titulaire
verify-proof = Empreinte du document
verify-proof-text = Voici l'empreinte (SHA-256) du fichier tel que le registre le tient aujourd'hui. Un fichier reçu plus tôt peut ne pas encore porter toutes ses preuves : pour savoir s'il a été modifié, vérifiez sa signature.
verify-privacy = Le nom n'est pas montré en entier, pour protéger les données personnelles (loi 09-08).
verify-unknown = Le registre ne contient aucun document de ce numéro
verify-unknown-text = Relisez le numéro signe par signe. S'il est exact, le papier ne vient pas de ce service ; mieux vaut en avertir la commune. Numéro demandé :

# Chiffres
figures-lead = Les délais réels et les décisions, par commune et par procédure, face au délai de la loi.
figures-procedure = Procédure
figures-commune = Commune
figures-all-communes = Toutes les communes
figures-period = Période
figures-show = Afficher
figures-short = En bref
figures-median = { $unit ->
    [working-days] jours ouvrables : la médiane, la moitié des dossiers va plus vite
   *[calendar-days] jours : la médiane, la moitié des dossiers va plus vite
}
figures-median-short = { $unit ->
    [working-days] jours ouvrables en médiane
   *[calendar-days] jours en médiane
}
figures-median-key = Médiane
figures-p90 = { $unit ->
    [working-days] jours ouvrables : neuf dossiers sur dix vont plus vite
   *[calendar-days] jours : neuf dossiers sur dix vont plus vite
}
figures-p90-key = 9 sur 10
figures-limit = { $unit ->
    [working-days] jours ouvrables : le délai légal ({ $count })
   *[calendar-days] jours ouvrables : ce que vaut le délai légal de { $count } jours
}
figures-limit-line = Délai légal
figures-on-time = des décisions rendues dans le délai
figures-on-time-short = Dans le délai
figures-decided = décisions rendues dans la période
figures-decided-short = Décisions
figures-silent = dossiers laissés sans réponse
figures-silent-short = Silences
figures-refused = Refus
figures-delays = Durée par commune, en jours ouvrables
figures-days = jours ouvrables
figures-outcomes = Issue des dossiers
figures-outcome = Issue
figures-files = dossiers
figures-months = Durée médiane, mois par mois
figures-tiles = Les communes, carreau par carreau
figures-tiles-text = Un carreau par commune ; sa couleur est la part des décisions rendues hors délai. Touchez une commune pour ses chiffres.
figures-all = Tableau complet
figures-csv = Télécharger en CSV
figures-none = Aucune décision dans ce choix
figures-none-text = Choisissez une période plus longue ou une autre commune.
figures-method = Comment ces chiffres sont-ils comptés ?
figures-method-text = La durée va du dépôt du dossier complet à la décision, sans les suspensions prévues par la loi (un complément de pièces, par exemple), en jours ouvrables, selon la même horloge que voient le citoyen et l'agent. Tout dossier décidé dans la période est compté, sans exception. Une commune de moins de cinq décisions n'est pas montrée, pour protéger les personnes.
figures-counted = Compté le { $at }, directement dans le registre.

# Erreurs
error-number = État { $status }
error-what-now = Que faire maintenant ?
error-home = Retour à l'accueil
error-reference = Référence de l'incident :
error-400-title = Cette demande n'a pas été comprise
error-400-text = Ce qui nous est parvenu est incomplet ou écrit autrement qu'attendu.
error-400-remedy = Revenez à la page précédente et recommencez.
error-403-title = Cette page ne vous est pas ouverte
error-403-text = Ce dossier ou cet acte est réservé à ses titulaires ou à ceux que la loi désigne.
error-403-remedy = Si le dossier est le vôtre ou celui de votre mandant, connectez-vous avec le compte qui l'a déposé. Agent, vérifiez vos fonctions auprès de l'administrateur.
error-404-title = Cette page n'existe pas
error-404-text = L'adresse est peut-être incomplète, ou le dossier demandé n'existe pas ou ne vous est pas ouvert.
error-404-remedy = Vérifiez l'adresse, ou retrouvez votre dossier par son numéro à la page « Suivre un dossier ».
error-405-title = Cela ne peut se faire ici
error-405-text = Cette adresse n'accepte pas la demande sous cette forme.
error-405-remedy = Revenez à la page précédente et recommencez par ses boutons.
error-409-title = Le dossier a changé avant votre demande
error-409-text = Quelqu'un d'autre a agi sur ce dossier pendant que vous y travailliez. Votre demande n'a pas été enregistrée, et rien n'est perdu.
error-409-remedy = Ouvrez le dossier tel qu'il est, lisez ce qui a changé, puis refaites votre demande si elle reste utile.
error-413-title = Votre envoi dépasse la taille permise
error-413-text = Le fichier ou la demande dépasse la taille la plus grande admise.
error-413-remedy = Choisissez un fichier plus petit ou divisez le document, puis renvoyez-le.
error-422-title = La demande contient des erreurs
error-422-text = Certains renseignements manquent ou ne sont pas justes.
error-422-remedy = Revenez à la page précédente : chaque erreur est écrite à côté de son champ.
error-429-title = Trop d'essais en peu de temps
error-429-text = Vos demandes sont suspendues un moment, pour protéger votre compte et le service.
error-429-remedy = Attendez quelques minutes puis recommencez. Vos brouillons sont conservés.
error-500-title = Une erreur est survenue de notre côté
error-500-text = Votre demande n'a pas abouti. Ce qui était déjà enregistré est conservé, et les responsables sont prévenus.
error-500-remedy = Recommencez dans un moment. Si l'erreur revient, appelez l'accueil en citant la référence ci-dessous.
error-503-title = Le service est momentanément arrêté
error-503-text = La base de données ou un autre composant ne répond pas. Rien de ce qui était enregistré n'est perdu.
error-503-remedy = Recommencez dans une minute. Les délais légaux courent depuis la date de dépôt enregistrée ; cet arrêt ne leur nuit pas.

service-free-short = Gratuit
service-fee-short = Taxe calculée sur votre projet
service-step-paused = Le délai légal est suspendu pendant cette étape.
track-wrong = Aucun dossier ne porte à la fois ce numéro et ce code. Vérifiez-les sur le récépissé.
verify-code = Code de vérification
verify-code-hint = Douze lettres et chiffres, après le numéro du document.
verify-step = Où en est le dossier
figures-period-quarter = Trois derniers mois
figures-period-year = Douze derniers mois
figures-period-two-years = Deux dernières années
figures-more-than-half = plus de 50 %

## judge.html: a signed file judged, and every reason for refusing it
judge-title = Vérifier un fichier signé
judge-lead = Déposez un document PDF signé, ou les preuves d'un dossier : cette page dit qui a signé, quand, et si quelque chose a été modifié depuis.
judge-with-file = Vous avez le fichier ? Vérifiez ses signatures
judge-by-number = Vérifier par le numéro
judge-file = Document PDF ou conteneur de preuves (.asice)
judge-file-hint = 64 Mo au plus. Le fichier est examiné, puis oublié.
judge-go = Vérifier la signature
judge-accepted = Signature valable, document intact
judge-accepted-text = Le document est tel qu'il a été signé :
judge-refused = Signature refusée
judge-refused-text = Ne vous fiez pas à ce fichier :
judge-in-register = Au registre :
judge-open-register = Voir ce que dit le registre
judge-not-in-register = La signature est valable, mais le registre de cette installation ne contient pas ce document.
judge-carried = Ce document porte sa preuve : son acte est le n° { $place } du registre, sous un état signé de { $size } actes. Inscrit le
judge-carried-false = La preuve que porte ce document n'est pas de ce registre, ou n'est pas celle de son acte.
judge-kind-seal = Cachet de l'institution
judge-kind-person = Signature d'une personne
judge-kind-stamp = Horodatage du fichier
judge-signature-refused = Cette signature n'est pas acceptée :
judge-by = Signataire
judge-for = Institution
judge-issuer = Certificat délivré par
judge-proven-at = Horodatée le
judge-claimed-at = Date déclarée
judge-reason = Objet
judge-level = Conservation
judge-level-b = Vérifiable tant que le certificat est en vigueur
judge-level-t = La date est prouvée par un horodatage
judge-level-lt = Les preuves de validité sont dans le fichier
judge-level-lta = Les preuves sont dans le fichier et horodatées
judge-covers = Étendue
judge-covers-whole = Tout le fichier
judge-covers-then = Le document ; ajouté ensuite, comme il est permis :
judge-covers-part = Une partie du fichier
judge-local = Ces certificats viennent de l'autorité locale de cette installation. Leur valeur devant un tribunal dépend de la loi 43-20.
judge-yourself = Vérifier sans nous
judge-yourself-text = Tout lecteur PDF qui connaît notre certificat racine fait la même vérification.
judge-root = Télécharger le certificat racine
judge-pdf-change-signed = une autre signature
judge-pdf-change-stamped = un horodatage
judge-pdf-change-reserved = une place pour une signature
judge-pdf-change-evidence = des preuves de validité
judge-pdf-change-saved = la date du dernier enregistrement
judge-pdf-too-large = Le fichier dépasse { $megabytes } Mo.
judge-pdf-unreadable = La structure du fichier est rompue. Demandez le fichier tel qu'il a été délivré.
judge-pdf-encrypted = Le fichier est protégé par un mot de passe. Demandez-le sans protection.
judge-pdf-trailing = Des données ont été ajoutées après la fin du fichier.
judge-pdf-no-signature = Ce fichier ne porte aucune signature.
judge-pdf-too-many-fields = Le fichier porte trop de champs de signature.
judge-pdf-signature-removed = Une signature a été retirée : { $field }.
judge-pdf-sub-filter = Le format de la signature n'est pas reconnu.
judge-pdf-inline = La signature n'est pas à sa place dans le fichier.
judge-pdf-range-missing = La signature ne dit pas quelle partie du fichier elle couvre.
judge-pdf-range-malformed = L'étendue de la signature est mal écrite.
judge-pdf-range-start = La signature ne couvre pas le début du fichier.
judge-pdf-range-gap = La signature laisse de côté autre chose que sa propre place.
judge-pdf-range-end = La signature s'arrête où aucune version du fichier ne finit.
judge-pdf-range-outside = La signature prétend couvrir plus que le fichier ne contient.
judge-pdf-contents-missing = La valeur de la signature manque.
judge-pdf-contents-malformed = La valeur de la signature est illisible.
judge-pdf-contents-trailing = Des données se cachent à la place de la signature.
judge-pdf-not-its-revision = La signature n'appartient pas à la version qu'elle couvre.
judge-pdf-certified-late = Un cachet de certification vient après une autre signature.
judge-pdf-forbidden = Le premier signataire interdisait ce qui a été ajouté ensuite.
judge-pdf-altered-content = Le texte de la page { $page } a été modifié après la signature.
judge-pdf-altered-page = La page { $page } a été modifiée après la signature.
judge-pdf-altered-pages = Des pages ont été ajoutées, retirées ou déplacées après la signature.
judge-pdf-altered-annotation = Quelque chose a été posé sur la page { $page } après la signature.
judge-pdf-altered-visible = Un champ visible a été ajouté après la signature.
judge-pdf-altered-font = Une police de la page { $page } a été remplacée après la signature.
judge-pdf-altered-image = Une image de la page { $page } a été remplacée après la signature.
judge-pdf-altered-other = Le fichier a été modifié après la signature.
judge-container-too-large = Le conteneur est trop volumineux pour être examiné.
judge-container-malformed = Le conteneur est endommagé. Demandez-le de nouveau.
judge-container-twice = Le conteneur contient deux fois le même fichier.
judge-container-name = Le conteneur contient un fichier au nom interdit.
judge-container-damaged = Un fichier du conteneur est endommagé.
judge-container-media-type = Ce fichier n'est pas un conteneur de preuves.
judge-container-manifest = La liste signée du conteneur est illisible.
judge-container-too-many-manifests = Le conteneur porte trop de signatures.
judge-container-no-signature = Le conteneur ne porte aucune signature.
judge-container-missing = Il manque au conteneur un fichier que la signature nomme.
judge-container-changed = Un fichier du conteneur n'est plus ce qui a été signé.
judge-container-unsigned = Un fichier du conteneur n'est signé par personne.
judge-evidence-paper = Un document du conteneur n'a pas de signature valable.
judge-evidence-file = La description du dossier est illisible.
judge-evidence-document = Un document du conteneur n'est pas celui du dossier.
judge-evidence-key = La clé du registre n'est pas celle qui est connue ici.
judge-evidence-head-stamp = L'horodatage du registre n'est pas valable.
judge-evidence-proof = Le registre ne prouve pas un acte : { $act }.
judge-evidence-told = Un acte n'est pas ce que le registre en garde : { $act }.
judge-evidence-of = Preuves du dossier { $number }
judge-evidence-acts = { $proven } actes sur { $acts } sont prouvés par le registre
judge-evidence-piece = Une pièce du conteneur n'est pas celle du dossier.
judge-evidence-accepted = Preuves valables, rien n'a été modifié
judge-evidence-accepted-text = Le conteneur est tel qu'il a été scellé, et tout ce qu'il contient tient :
judge-evidence-refused = Preuves refusées
judge-evidence-refused-text = Ne vous fiez pas à ce conteneur :
judge-evidence-nobody = Aucune institution connue ici n'a scellé ce conteneur : ce qu'il raconte n'est donc pas affiché.
judge-evidence-file-number = Dossier
judge-evidence-service = Service
judge-evidence-taken = Preuves prises le
judge-evidence-taken-for = Prises pour
judge-evidence-register = Registre
judge-evidence-head = Le registre comptait alors { $size } { $size ->
    [one] acte ; cet état est horodaté le
   *[other] actes ; cet état est horodaté le
 }
judge-taken-for-applicant = Le demandeur ou son mandataire : les agents n'y sont pas nommés
judge-taken-for-office = Un service qui suit le dossier
judge-taken-for-operator = L'exploitant de l'installation, pour qui l'a demandé
judge-seal-seal = Cachet sur le conteneur
judge-seal-stamp = Horodatage du conteneur
judge-seal-nobody = Cachet refusé
judge-seal-files = { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
 }
judge-more-faults = { $count ->
    [one] et { $count } autre raison
   *[other] et { $count } autres raisons
 }
judge-inside-acts = Les actes
judge-inside-papers = Les documents
judge-inside-pieces = Les pièces
judge-act-proven = Prouvé par le registre
judge-act-waiting = Pas encore au registre
judge-act-refused = Non prouvé
judge-paper-holds = Signatures valables
judge-paper-refused = Refusé
judge-paper-unknown = Document
judge-colon = { " " }:
judge-signature-bad = refusée
judge-piece-inside = Dans le conteneur, intacte
judge-piece-altered = Modifiée ou absente
judge-piece-digest = Empreinte seule
judge-piece-not-asked = La pièce n'a pas été demandée avec les preuves ; son empreinte permet de la reconnaître.
judge-piece-too-large = Trop lourde pour le conteneur ; son empreinte permet de la reconnaître.
judge-piece-missing = La pièce manquait au magasin de la commune ; son empreinte permet de la reconnaître.
judge-piece-replaced = remplacée depuis
judge-fault-malformed = La signature est illisible.
judge-fault-too-large = La signature est trop volumineuse pour être lue.
judge-fault-signers = La signature n'a pas exactement un signataire.
judge-fault-no-certificate = Le certificat du signataire manque.
judge-fault-attribute = La signature ne contient pas tout ce qu'elle doit contenir.
judge-fault-content-type = La signature porte sur un autre type de contenu.
judge-fault-changed = Le document a été modifié : il n'est plus ce qui a été signé.
judge-fault-other-digest = L'empreinte de la signature n'a pas pu être recalculée.
judge-fault-bad-signature = La signature n'a pas été faite avec la clé de { $name }.
judge-fault-weak = La signature de { $name } emploie un procédé qui ne protège plus.
judge-fault-unknown-algorithm = La signature de { $name } emploie un procédé inconnu ici.
judge-fault-not-the-certificate = La signature désigne un autre certificat que celui de { $name }.
judge-fault-not-yet-valid = Le certificat de { $name } n'est en vigueur qu'à partir du { $date }.
judge-fault-expired = Le certificat de { $name } a pris fin le { $date }, avant cette signature.
judge-fault-revoked = Le certificat de { $name } a été révoqué le { $date }, avant cette signature.
judge-fault-revocation-unknown = Rien ne dit si le certificat de { $name } a été révoqué.
judge-fault-revocation-evidence = Les preuves de validité du certificat de { $name } sont inutilisables.
judge-fault-unknown-issuer = Le certificat de { $name } vient de { $issuer }, que cette installation ne connaît pas.
judge-fault-wrong-usage = Le certificat de { $name } n'est pas fait pour signer des documents.
judge-fault-path-too-long = Trop d'autorités séparent { $name } de la racine.
judge-fault-unknown-rule = Le certificat de { $name } pose une condition inconnue ici.
judge-fault-stamp = L'horodatage n'est pas valable.
judge-fault-stamp-for-other = L'horodatage porte sur un autre fichier.
judge-fault-stamp-nonce = L'horodatage répond à une autre demande.
judge-fault-stamp-policy = L'horodatage suit une politique inattendue.
judge-fault-stamp-from-the-past = L'horodatage est daté du { $date }, loin de l'heure d'ici.
judge-fault-stamp-from-the-future = L'horodatage est daté du { $date }, qui n'est pas encore venu.

# Le registre et ses preuves.
log-title = Le registre et ses preuves
log-lead = Chaque acte fait sur un dossier est scellé dans un registre que personne ne peut récrire sans que cela se voie. Cette page donne de quoi le vérifier sans nous.
log-head = Dernier état signé
log-size = Actes scellés
log-signed = Signé le
log-stamped = Cet état porte l'horodatage d'une autorité de temps.
log-not-stamped = Cet état ne porte pas encore d'horodatage d'une autorité de temps.
log-cosigners = Signé aussi par
log-note = L'état signé, mot pour mot
log-download = Télécharger l'état signé
log-empty = Aucun acte n'est encore scellé.
log-key = La clé du registre
log-key-text = Avec cette clé publique, tout outil qui connaît les états signés C2SP peut juger nos signatures. Notez-la une fois, et comparez-la ensuite.
log-how = Comment vérifier
log-how-paper = Un document : ouvrez sa page avec son code QR et téléchargez la preuve de sa place dans le registre.
log-how-keep = Gardez l'état signé de ce jour, imprimé ou en fichier : si le registre était récrit, il ne s'y retrouverait plus.
log-how-mirror = Le registre entier peut être copié, morceau par morceau, sans aucune donnée personnelle :
log-how-consistent = La preuve qu'un état en continue un autre se demande à
log-how-cosign = Une institution peut signer nos états à son tour, si la commune a inscrit sa clé :
verify-register = Place dans le registre
verify-recorded = Acte inscrit le
verify-waits = L'acte est inscrit. Sa preuve sera prête dans quelques secondes : rechargez cette page.
verify-place-in = Cet acte est le { $place }ᵉ des { $size } que couvre l'état signé du registre.
verify-signed-at = État signé le
verify-proof-download = Télécharger la preuve
verify-proof-json = La preuve pour un programme (JSON)
verify-log = Le registre et comment le vérifier
mistake-cosign-unreadable = Ce n'est pas un état signé du registre.
mistake-cosign-unknown = Aucune clé que nous connaissons n'a signé cet état.

# La page qui vérifie sans réseau.
offline-title = Vérifier un document sans réseau
offline-lead = Le code QR d'un document porte une déclaration signée. Cette page la juge seule, sans rien envoyer.
offline-text = L'adresse lue dans le code QR, en entier
offline-go = Vérifier
offline-photo = Photographier le code
offline-keys = Les clés de l'institution
offline-keys-text = Comparez cette empreinte avec celle que l'institution publie :
offline-limits = Sans réseau, cette page ne peut pas savoir si le document a été remplacé ou annulé depuis. Comparez aussi chaque ligne avec le papier.
offline-good = Déclaration authentique
offline-bad = Ne vous y fiez pas
offline-good-text = L'institution a signé ce qui suit.
offline-unreadable-text = Ce texte ne contient pas de déclaration signée. Recopiez l'adresse du code QR en entier.
offline-unknown-key-text = La clé qui a signé n'est pas de celles que cette page connaît. Téléchargez la page de nouveau.
offline-forged-text = La signature est fausse : la déclaration a été modifiée, ou ne vient pas de l'institution.
offline-other-paper-text = La déclaration est signée, mais pour un autre document que celui de cette adresse.
offline-no-code-text = Aucun code QR n'a été trouvé dans cette image. Rapprochez-vous, sans reflet.
verify-offline = Vérifier sans réseau
verify-offline-download = Garder cette page pour vérifier sans réseau
