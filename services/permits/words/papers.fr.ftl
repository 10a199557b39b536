# Phrases des pièces que délivre le service des autorisations. Les mêmes clés que dans papers.ar.ftl.
# paper-text-say-… : phrases à variables, que le programme compose puis place dans les données ; les autres passent telles quelles dans words.

## En-tête et pied
paper-text-kingdom = Royaume du Maroc
paper-text-ministry = Ministère de l’Intérieur
paper-text-say-province = Province { $elide ->
    [yes] d’{ $name }
   *[no] de { $name }
 }
paper-text-say-prefecture = Préfecture { $elide ->
    [yes] d’{ $name }
   *[no] de { $name }
 }
paper-text-say-commune = Commune { $elide ->
    [yes] d’{ $name }
   *[no] de { $name }
 }
paper-text-number = Numéro
paper-text-file = Dossier
paper-text-date = Date
paper-text-page = Page
paper-text-qr = Code qui ouvre la page publique de ce document
paper-text-verify = Vérifier l’authenticité de ce document
paper-text-say-made = Fait à { $place }, le { $date }
paper-text-say-delegation = Par délégation : { $from }, décision n° { $number } du { $date }
paper-text-say-article = Article { $article } — { $text }

## Titres des pièces
paper-text-title-receipt = Récépissé de dépôt
paper-text-title-completion-request = Demande de complément
paper-text-title-minutes = Procès-verbal de la commission
paper-text-title-permit = Permis de construire
paper-text-title-refusal = Décision de refus
paper-text-title-silence-attestation = Attestation d’accord tacite
paper-text-title-payment-receipt = Quittance
paper-text-title-session-minutes = Procès-verbal de séance

## Les personnes et le projet
paper-text-applicant = Demandeur
paper-text-identity = Identifiant
paper-text-representative = Mandataire
paper-text-capacity = Qualité
paper-text-project = Projet
paper-text-pieces = Pièces déposées
paper-text-piece = Pièce
paper-text-document = Fichier déposé
paper-text-reason = Motif

## Récépissé
paper-text-say-receipt = La commune { $elide ->
    [yes] d’{ $name }
   *[no] de { $name }
 } atteste avoir reçu ce jour le dossier décrit ci-dessous. Ce récépissé est remis dès le dépôt, conformément à la loi n° 55-19 relative à la simplification des procédures et formalités administratives.
paper-text-say-receipt-assisted = Dossier déposé au guichet avec l’aide de { $clerk }, avec l’accord de l’intéressé enregistré le { $date }.
paper-text-filed-on = Déposé le
paper-text-filed-at = Heure du dépôt
paper-text-due-on = Réponse au plus tard
paper-text-tracking = Code de suivi
paper-text-limit = Délai
paper-text-say-due-working = La réponse est donnée dans un délai de { $days ->
    [one] { $days } jour ouvrable
   *[other] { $days } jours ouvrables
 } à compter du dépôt du dossier complet ({ $law }).
paper-text-say-due-calendar = La réponse est donnée dans un délai de { $days ->
    [one] { $days } jour
   *[other] { $days } jours
 } à compter du dépôt du dossier complet ({ $law }).
paper-text-due-once = Un complément ne peut être demandé qu’une seule fois, et aucune pièce hors de la liste fixée par la loi. Le délai est suspendu jusqu’à la remise des pièces demandées.
paper-text-due-approves = Passé ce délai sans réponse, le silence vaut accord ; le gouverneur en délivre l’attestation (décret n° 2-22-141, article 6).
paper-text-due-refuses = Passé ce délai sans réponse, le silence vaut refus, susceptible de recours.
paper-text-follow = Suivre le dossier
paper-text-say-follow = Pour suivre le dossier, utilisez le numéro { $number } et le code de suivi sur le portail des services, ou scannez le code au bas de cette page.
paper-text-follow-desk = Le guichet unique renseigne également, sur présentation de ce récépissé.

## Demande de complément
paper-text-say-completion = L’examen de votre dossier déposé le { $date } fait apparaître qu’il y manque ce qui suit. Cette demande est la seule qui puisse vous être adressée pour compléter le dossier.
paper-text-missing = Pièces manquantes
paper-text-clock = Décompte du délai
paper-text-paused-on = Délai suspendu le
paper-text-days-left = Temps restant
paper-text-answer-before = À compléter avant le
paper-text-next = La suite
paper-text-say-next-send = Déposez les pièces demandées avant le { $date }, depuis votre compte ou au guichet unique.
paper-text-next-resume = Le délai reprend là où il s’est arrêté, le jour où les pièces sont complètes ; aucune autre ne sera demandée.
paper-text-say-next-lapse = À défaut de complément avant le { $date }, le dossier est classé sans décision ; vous pourrez déposer une nouvelle demande.

## Procès-verbal
paper-text-session-number = Séance n°
paper-text-session-on = Tenue le
paper-text-session-at = Ouverte à
paper-text-session-place = Lieu
paper-text-session-chair = Présidence
paper-text-say-minutes-window = La commission du guichet unique d’urbanisme de la commune { $elide ->
    [yes] d’{ $name }
   *[no] de { $name }
 } s’est réunie pour étudier le dossier ci-dessous. Ses membres ont rendu les avis suivants.
paper-text-say-minutes-committee = Le comité d’urbanisme de la { $level ->
    [prefecture] préfecture
   *[province] province
 } { $elide ->
    [yes] d’{ $name }
   *[no] de { $name }
 } s’est réuni pour étudier le dossier ci-dessous. Ses membres ont rendu les avis suivants.
paper-text-opinions = Avis des membres
paper-text-member = Membre
paper-text-opinion = Avis
paper-text-motive = Motifs
paper-text-reserves = Réserves
paper-text-no-opinion = Aucun avis dans le délai
paper-text-conclusion = Conclusion de la commission
paper-text-conclusion-favourable = Après délibération, la commission émet un avis favorable au projet.
paper-text-conclusion-reserves = Après délibération, la commission émet un avis favorable au projet, sous les réserves suivantes.
paper-text-conclusion-unfavourable = Après délibération, la commission émet un avis défavorable pour les motifs suivants.
paper-text-conclusion-adjourned = Après délibération, la commission ajourne le projet jusqu’à sa modification selon les observations suivantes.

## Procès-verbal de séance
paper-text-say-session-window = La commission du guichet unique d’urbanisme de la commune { $elide ->
    [yes] d’{ $name }
   *[no] de { $name }
 } s’est réunie en séance. Le présent procès-verbal relate ses travaux sur l’ensemble des dossiers inscrits à l’ordre du jour.
paper-text-say-session-committee = Le comité d’urbanisme de la { $level ->
    [prefecture] préfecture
   *[province] province
 } { $elide ->
    [yes] d’{ $name }
   *[no] de { $name }
 } s’est réuni en séance. Le présent procès-verbal relate ses travaux sur l’ensemble des dossiers inscrits à l’ordre du jour.
paper-text-session-members = Membres de la commission
paper-text-member-person = Représentant
paper-text-member-presence = Présence
paper-text-member-present = Présent
paper-text-member-excused = Excusé
paper-text-say-member-represented = Représenté par { $name }
paper-text-session-agenda = Ordre du jour
paper-text-session-waits = Le dossier n’a pas été conclu : il est renvoyé à une prochaine séance.
paper-text-session-file-minutes = Procès-verbal du dossier
paper-text-session-closing = Clôture de la séance
paper-text-say-session-closed = L’ordre du jour, qui comptait { $files ->
    [one] { $files } dossier
   *[other] { $files } dossiers
 }, étant épuisé, la séance a été levée et le présent procès-verbal arrêté le { $date } à { $hour }.
paper-text-session-signing = Chaque membre présent signe ce procès-verbal par voie électronique, de sa propre clé, le président de la commission en dernier. Les signatures et, s’il y a lieu, les refus motivés se vérifient dans le fichier et à l’adresse ci-dessous.

## Permis de construire
paper-text-say-opening-president = Le président du conseil de la commune { $elide ->
    [yes] d’{ $name }
   *[no] de { $name }
 },
paper-text-say-opening-governor = Le gouverneur de la { $level ->
    [prefecture] préfecture
   *[province] province
 } { $elide ->
    [yes] d’{ $name }
   *[no] de { $name }
 },
paper-text-seen-texts = Vu les textes suivants :
paper-text-say-seen-request = Vu la demande enregistrée sous le n° { $number } le { $date } ;
paper-text-say-seen-commission = Vu l’avis de la commission réunie le { $date } (procès-verbal n° { $number }) ;
paper-text-say-seen-payment = Vu la quittance n° { $number } du { $date } ;
paper-text-say-seen-delegation = Vu la décision de délégation n° { $number } du { $date } ;
paper-text-decides = Arrête ce qui suit
paper-text-article-1 = Article premier
paper-text-article-2 = Article 2
paper-text-article-3 = Article 3
paper-text-article-4 = Article 4
paper-text-article-5 = Article 5
paper-text-permit-grants = L’intéressé est autorisé à réaliser les travaux décrits ci-dessous, conformément aux plans portant la mention « ne varietur » joints au présent permis.
paper-text-permit-reserves = Les travaux sont réalisés dans le respect des réserves suivantes :
paper-text-permit-no-reserves = Ce permis n’est assorti d’aucune réserve.
paper-text-say-permit-fee = Les taxes dues, soit { $amount }, ont été acquittées selon la quittance n° { $number } du { $date }.
paper-text-permit-no-fee = Aucune taxe n’est due pour ce permis.
paper-text-say-permit-validity = Ce permis est périmé si les travaux de fondation n’ont pas été entrepris dans { $years ->
    [one] l’année qui suit
   *[other] les { $years } ans qui suivent
 } sa délivrance, soit avant le { $date }.
paper-text-permit-works = Le chantier n’est ouvert qu’après la déclaration d’ouverture signée par l’architecte. Le cahier de chantier est tenu, et un panneau porte le numéro et la date du permis.
paper-text-permit-use = La construction ne peut être utilisée qu’après obtention du permis d’habiter ou du certificat de conformité.
paper-text-permit-rights = Ce permis est délivré sous réserve des droits des tiers.

## Décision de refus
paper-text-refusal-decides = Le projet décrit ci-dessous ne peut être autorisé.
paper-text-motives = Motifs
paper-text-appeals = Voies de recours
paper-text-say-appeal-governor = Un recours peut être adressé au gouverneur de la { $level ->
    [prefecture] préfecture
   *[province] province
 } { $elide ->
    [yes] d’{ $name }
   *[no] de { $name }
 } dans les { $days ->
    [one] { $days } jour
   *[other] { $days } jours
 } de la notification de cette décision ; il y est répondu dans le même délai.
paper-text-say-appeal-court = Un recours peut être formé devant le { $court } dans les { $days ->
    [one] { $days } jour
   *[other] { $days } jours
 } de la notification de la décision ou de la réponse au premier recours.
paper-text-appeal-again = Cette décision n’empêche pas de déposer une nouvelle demande qui remédie aux motifs du refus.

## Attestation d’accord tacite
paper-text-history = Parcours du dossier
paper-text-event-filed = Dépôt du dossier
paper-text-event-complete = Dossier complet
paper-text-event-paused = Délai suspendu
paper-text-event-resumed = Reprise du délai
paper-text-event-passed = Délai expiré sans réponse
paper-text-event = Événement
paper-text-attests = Atteste ce qui suit
paper-text-say-silence = Le délai imparti pour statuer sur le dossier n° { $number } a expiré le { $date } sans réponse expresse de l’administration compétente.
paper-text-silence-approves = Conformément à l’article 6 du décret n° 2-22-141, ce silence vaut accord ; la présente attestation tient lieu d’autorisation dans les limites décrites ci-dessus.
paper-text-silence-rules = Cette attestation ne dispense ni du respect des règles de construction et des documents d’urbanisme, ni du paiement des taxes dues.

## Quittance
paper-text-payer = Payé par
paper-text-paid-on = Payé le
paper-text-means = Mode de paiement
paper-text-reference = Référence
paper-text-fees = Détail des taxes
paper-text-fee = Taxe
paper-text-formula = Calcul
paper-text-amount = Montant
paper-text-total = Total
paper-text-say-in-words = Arrêtée la présente quittance à la somme de { $words }.
paper-text-say-payment = La régie de recettes de la commune { $elide ->
    [yes] d’{ $name }
   *[no] de { $name }
 } a encaissé le montant ci-dessous au titre du dossier mentionné.
paper-text-payment-keep = Cette quittance est à conserver et à présenter à toute demande.
