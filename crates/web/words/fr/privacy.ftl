# La protection des données personnelles (loi 09-08) : qui a lu, droits de la personne, conservation, effacement.

# Qui a consulté un dossier
readings-title = Qui a consulté votre dossier
readings-lead = Chaque consultation par un service est inscrite au moment où elle a lieu.
readings-none = Aucun service ne l'a encore consulté.
readings-ask = Vous traitez avec une institution : son administrateur connaît les agents et répond à vos questions.
reading-file = le dossier
reading-piece = des pièces
reading-paper = des documents
reading-person = vos coordonnées
reading-evidence = le dossier de preuves
reading-export = une copie
reading-operator = L'exploitant du service

# La page d'information
privacy-title = Données personnelles
privacy-lead = Ce que le service fait de vos données, et ce que vous pouvez demander.
privacy-who = Qui en répond
privacy-who-text = La commune à laquelle vous vous adressez, pour vos dossiers ; l'exploitant du service, pour votre compte.
privacy-declared = Traitement déclaré à la CNDP sous le numéro { $number }.
privacy-undeclared = Le numéro de déclaration à la CNDP n'est pas encore renseigné.
privacy-why = Pourquoi
privacy-why-text = Pour étudier vos demandes et y répondre, comme les lois sur l'urbanisme, la fiscalité locale et la simplification des procédures l'imposent. Rien n'est demandé qui ne serve à cela, rien n'est employé à autre chose.
privacy-whom = Qui les voit
privacy-whom-text = Les services chargés de votre dossier, chacun selon sa fonction, et personne d'autre. Chaque consultation est inscrite ; la page de votre dossier vous dit quels services l'ont lu.
privacy-long = Combien de temps
privacy-long-text = Un jugement, un contrôle ou le calendrier des archives peut imposer de garder un dossier plus longtemps. Un dossier effacé ne peut plus être lu par personne ; le registre garde seulement qu'il a existé.
privacy-class-file-retention = Dossiers terminés
privacy-class-draft-retention = Brouillons
privacy-class-log-retention = Journaux techniques et liste des consultations
privacy-rights = Vos droits
privacy-rights-text = Voir vos données, en prendre copie, les faire corriger, vous opposer à leur emploi. La copie est immédiate ; pour le reste, la réponse vous est due dans un délai de { $span }, avec ses raisons. Vous pouvez aussi saisir la CNDP.
privacy-at-filing = Vos données servent à l'étude de ce dossier et sont vues des seuls services qui en sont chargés.

# Mes données
privacy-mine = Mes données
privacy-mine-lead = Prendre copie de ce qui est gardé de vous, le faire corriger, vous opposer à son emploi.
privacy-mine-go = Voir mes données et mes demandes
privacy-copy = Copie de mes données
privacy-copy-text = Tout ce qui est gardé de vous, tel qu'il est gardé à cet instant. La copie n'est conservée nulle part.
privacy-copy-read = Lire
privacy-copy-json = Télécharger (JSON)
privacy-data = Copie de mes données
privacy-data-lead = Le fichier téléchargeable contient la même chose pour un programme, avec les identifiants et les empreintes.
privacy-data-made = Ce qui est gardé de vous, tel qu'il était gardé le { $at }.
privacy-lang-ar = Arabe
privacy-lang-fr = Français
privacy-item-opened = Compte ouvert le
privacy-item-filed = Déposé le
privacy-item-state = Où il en est
privacy-item-pieces = Pièces jointes
privacy-item-other = Autres réponses
privacy-item-saved = Enregistré le
privacy-item-asked = Demandé le
privacy-item-due = Réponse due le
privacy-item-answered = Répondu le
privacy-item-motive = Raisons données
privacy-data-none = Rien n'est gardé ici.
privacy-part-account = Compte
privacy-part-files = Dossiers
privacy-part-drafts = Brouillons
privacy-part-requests = Demandes sur mes données
privacy-part-notices = Notifications
privacy-part-sign-ins = Appareils connectés
privacy-requests = Demandes sur les données
privacy-requests-none = Aucune demande.
privacy-ask = Nouvelle demande
privacy-ask-text = Elle parvient à l'administrateur de l'institution, qui répond dans le délai de la loi.
privacy-ask-go = Envoyer la demande
privacy-asked = Demande envoyée : son délai court.
privacy-kind = Que demandez-vous ?
privacy-kind-export = Copie de mes données
privacy-kind-rectification = Une correction
privacy-kind-opposition = L'arrêt d'un usage de mes données
privacy-place = À qui ?
privacy-service = L'exploitant du service
privacy-field = Que faut-il corriger ?
privacy-field-hint = Pour une correction seulement.
privacy-field-name-ar = Le nom en arabe
privacy-field-name-fr = Le nom en lettres latines
privacy-field-cnie = Le numéro de la carte nationale
privacy-field-other = Autre chose, dans un dossier
privacy-value = Ce qui devrait être écrit
privacy-reason = Pour quelle raison ?
privacy-reason-hint = Dites où est l'erreur, ou quel usage vous refusez, et ce qui le justifie.
privacy-due = Réponse due le { $date } ({ $days ->
    [0] aujourd'hui
    [one] dans un jour
   *[other] dans { $days } jours
  })
privacy-motive = Réponse :
privacy-state-waiting = En attente
privacy-state-late = En retard
privacy-state-accepted = Acceptée
privacy-state-refused = Refusée
privacy-state-given = Remise

# L'administrateur
nav-privacy = Données personnelles
privacy-office = Protection des données
privacy-office-lead = Demandes des personnes, dossiers dont le temps est passé, retenues, effacements, et qui a lu quoi.
privacy-answer = Réponse
privacy-accept = Accepter
privacy-refuse = Refuser
privacy-answer-motive = Motif, que la personne lira
privacy-answer-go = Répondre
privacy-answered = Réponse envoyée.
privacy-due-files = Dossiers dont le temps est passé
privacy-due-text = Un dossier terminé est gardé { $years } ans. Ceux-ci peuvent être effacés, sauf retenue.
privacy-due-none = Aucun dossier n'a dépassé son temps.
privacy-number = Numéro du dossier
privacy-ended = Terminé le
privacy-kept-until = Gardé jusqu'au
privacy-hold = Retenue
privacy-held = Retenu
privacy-free = Libre
privacy-erase = Effacer un dossier
privacy-erase-text = Sa clé est détruite : réponses, pièces, documents et messages sont perdus pour toujours, pour tous. Le registre garde le numéro, l'issue, les dates, et l'acte d'effacement.
privacy-erase-why = Pourquoi
privacy-why-retention = Le temps de conservation est passé
privacy-why-decision = Une décision l'ordonne
privacy-decision = Décision
privacy-decision-hint = Son numéro et son auteur : visa des archives, jugement, décision de la CNDP.
privacy-erase-sure = Je comprends que rien ne pourra être retrouvé
privacy-file-erased = Dossier effacé.
privacy-erase-person = Effacer la personne
privacy-erase-person-text = Possible quand aucun dossier à son nom n'est plus gardé. Son compte, ses coordonnées et son nom sont perdus pour toujours.
privacy-person-erased = Personne effacée.
privacy-holds = Retenues
privacy-holds-text = Un dossier retenu n'est pas effacé, quel que soit son âge.
privacy-holds-none = Aucune retenue.
privacy-basis = Raison
privacy-basis-hint = Le jugement, le contrôle ou le texte qui l'impose.
privacy-hold-go = Retenir ce dossier
privacy-hold-made = Dossier retenu.
privacy-hold-lifted = Retenue levée.
privacy-lift = Lever
privacy-readers = Qui a lu un dossier
privacy-readers-go = Chercher
privacy-readers-none = Personne n'a lu ce dossier, ou il n'est pas de cette commune.
privacy-times = { $times ->
    [one] une fois
   *[other] { $times } fois
  }

# Refus
refusal-erased = Ce dossier a été effacé le { $on } (texte { $text }, article { $article }).
refusal-held = Ce dossier est retenu : { $basis }. Levez d'abord la retenue.
refusal-not-due = Ce dossier est gardé jusqu'au { $until }.
refusal-still-open = Ce qui est encore en cours, ou a encore un dossier, ne s'efface pas.

# Notifications et journal
notice-privacy-accepted = Votre demande sur vos données est acceptée
notice-privacy-accepted-body = La réponse et ses raisons sont sur la page de vos données.
notice-privacy-refused = Votre demande sur vos données est refusée
notice-privacy-refused-body = La réponse et ses raisons sont sur la page de vos données. Vous pouvez saisir la CNDP.
audit-what-privacy-rectification = Correction de données demandée
audit-what-privacy-opposition = Opposition à un usage de données
audit-what-privacy-rectification-answered = Réponse à une demande de correction
audit-what-privacy-opposition-answered = Réponse à une opposition
audit-what-hold-made = Dossier retenu
audit-what-hold-lifted = Retenue levée
audit-what-file-erased = Dossier effacé
audit-what-person-erased = Personne effacée
audit-what-retention-due = Dossiers dont le temps est passé

# Ce qui n'est plus
error-410-title = Ce dossier n'est plus
error-410-text = Il a existé, et a été effacé comme la loi le prévoit.
error-410-remedy = Rien ne peut en être retrouvé. Pour savoir pourquoi, demandez à la commune : l'acte d'effacement est dans son registre.
