# Mots des permis de construire : ce que lit le demandeur et ce que lisent les services.
# Les clés viennent des fichiers de ../procedures ; délais et tarifs viennent de la table des lois.

service-permits = Autorisations d’urbanisme
service-permits-about = Demander un permis de construire et le suivre, du dépôt au permis signé.

procedure-permit-building-small = Permis de construire : petit projet
procedure-permit-building-small-about = Pour construire, agrandir, surélever ou modifier une maison ou un bâtiment de trois étages au plus au-dessus du rez-de-chaussée. La demande est étudiée par une commission qui réunit le service d’urbanisme, l’agence urbaine et la préfecture ou la province.
procedure-permit-building-large = Permis de construire : grand projet
procedure-permit-building-large-about = Pour les immeubles, les bâtiments commerciaux, industriels ou touristiques, les équipements ouverts au public et tout bâtiment qui n’entre pas dans les petits projets. La protection civile et les gestionnaires de réseaux rejoignent la commission s’il y a lieu.

## Pages du formulaire

section-land = Terrain
section-works = Travaux
section-surfaces = Surfaces et coût
section-designers = Professionnels

## Terrain

field-land-status = Situation juridique du terrain
field-land-status-hint = Elle détermine les documents à fournir.
choice-land-status-titled = Immatriculé, avec un titre foncier
choice-land-status-requisition = En cours d’immatriculation, avec une réquisition
choice-land-status-unregistered = Non immatriculé
field-land-title = Numéro du titre foncier
field-land-title-hint = Exemple : 12345/39. Il figure en haut du certificat de propriété.
field-requisition = Numéro de la réquisition d’immatriculation
field-requisition-hint = Exemple : R12345/39. Il figure sur le certificat de réquisition.
field-moulkia = Références de l’acte de propriété
field-moulkia-hint = Nature de l’acte (moulkia, achat, succession…), numéro, date et tribunal où il est inscrit.
field-land-right = Droit sur le terrain
choice-land-right-owner = Pleine propriété
choice-land-right-joint-owner = Propriété en indivision
choice-land-right-owner-consent = Autre droit, avec l’accord du propriétaire (usufruit, bail, terre collective…)
field-in-subdivision = Le terrain est-il dans un lotissement autorisé ?
field-subdivision-name = Nom du lotissement
field-lot-number = Numéro du lot
field-address = Adresse du projet
field-address-hint = Quartier ou douar, rue et numéro s’il y en a, et tout repère qui aide à trouver le lieu.
field-point = Emplacement du terrain sur la carte
field-point-hint = Placez le repère au milieu du terrain. Aucune coordonnée Lambert n’est demandée.
field-plot-area = Superficie du terrain (m²)
field-plot-area-hint = Celle du certificat de propriété ou du plan topographique. Une fraction de mètre carré compte pour un mètre carré.
field-zoning = Zone au document d’urbanisme
field-zoning-hint = Si vous la connaissez, par exemple : zone villas, zone immeubles. Sinon, laissez vide.
field-planning-note-number = Numéro de la note de renseignements
field-planning-note-number-hint = Délivrée par l’agence urbaine, elle dit ce que le document d’urbanisme permet sur le terrain.
field-planning-note-date = Date de la note de renseignements

## Travaux

field-work-kind = Nature des travaux
choice-work-kind-new-building = Construction nouvelle
choice-work-kind-extension = Extension d’un bâtiment existant
choice-work-kind-added-storey = Surélévation
choice-work-kind-modification = Modification d’un bâtiment existant
field-existing-permit = Références du permis précédent
field-existing-permit-hint = Numéro et date, si vous les connaissez. Aucune copie ne vous sera demandée : la commune la détient.
field-use = Destination du bâtiment
field-use-hint = Elle détermine le tarif de la taxe sur les opérations de construction.
choice-use-individual-housing = Habitation individuelle
choice-use-collective-housing = Habitation collective
choice-use-housing-and-shops = Habitation et commerces
choice-use-commercial = Commerce
choice-use-professional = Bureaux et professions
choice-use-industrial = Industrie
choice-use-tourism = Tourisme
choice-use-public-facility = Équipement public
choice-use-agricultural = Agriculture
field-floors = Nombre d’étages au-dessus du rez-de-chaussée
field-floors-hint = Exemples : 0 pour un rez-de-chaussée seul, 2 pour R+2.
field-height = Hauteur (m)
field-height-hint = Du sol au point le plus haut du bâtiment, en mètres.
field-basement = Y a-t-il un sous-sol ?
field-basement-levels = Nombre de sous-sols
field-dwellings = Nombre de logements
field-shops = Nombre de locaux commerciaux
field-public-access = Le bâtiment reçoit-il du public ?
field-public-access-hint = Magasin, hôtel, école, clinique, salle… La protection civile donne alors son avis.
field-public-capacity = Nombre maximal de personnes dans le bâtiment
field-parking-spaces = Nombre de places de stationnement
field-sanitation = Assainissement
choice-sanitation-public-network = Réseau public
choice-sanitation-septic-tank = Fosse septique
field-description = Description du projet
field-description-hint = Quelques lignes pour aider la commission à comprendre le projet, si cela vous semble utile.

## Surfaces et coût

field-footprint = Emprise au sol (m²)
field-footprint-hint = Ce que le bâtiment occupe du terrain.
field-covered-area = Surface couverte (m²)
field-covered-area-hint = Somme des niveaux demandés, avec sous-sols et parties en saillie. La taxe est calculée sur elle. Une fraction de mètre carré compte pour un mètre carré.
field-projections = Y a-t-il des saillies sur le domaine public ?
field-projections-hint = Balcon ou encorbellement au-dessus de la voie publique. La taxe est doublée pour leur surface.
field-projection-area = Surface des saillies (m²)
field-cost-estimate = Coût estimé des travaux (en dirhams)
field-cost-estimate-hint = Aucune taxe n’en dépend ; il ne sert qu’aux statistiques.

## Professionnels

field-design-by = Qui a établi les plans ?
field-design-by-hint = En milieu rural, l’administration peut remettre un plan type au titre de l’assistance architecturale.
choice-design-by-architect = Un architecte
choice-design-by-standard-plan = Un plan type remis par l’administration
field-architect-name = Nom complet de l’architecte
field-architect-number = Numéro de l’architecte à l’Ordre
field-architect-number-hint = Il figure sur le contrat ou sur le cachet de l’architecte.
field-architect-phone = Téléphone de l’architecte
field-architect-phone-hint = Exemple : 0612345678
field-architect-email = Adresse électronique de l’architecte
field-topographer-name = Nom complet de l’ingénieur géomètre topographe
field-topographer-number = Numéro du géomètre à l’Ordre
field-engineer-name = Bureau d’études techniques
field-engineer-name-hint = Le bureau ou l’ingénieur qui calcule le béton armé.
field-control-office = Bureau de contrôle
field-control-office-hint = Le bureau qui contrôle la sécurité et la solidité pendant les travaux.

## Pièces

piece-ownership-certificate = Certificat de propriété
piece-ownership-certificate-hint = Délivré par la conservation foncière. Vérifiez que le numéro du titre est bien celui que vous avez saisi.
piece-requisition-certificate = Certificat de réquisition
piece-requisition-certificate-hint = Délivré par la conservation foncière, il indique l’état de la réquisition d’immatriculation.
piece-ownership-deed = Acte de propriété
piece-ownership-deed-hint = Moulkia, acte d’achat, acte de succession ou attestation administrative. Plusieurs documents sont possibles.
piece-co-owners-consent = Accord des co-indivisaires
piece-co-owners-consent-hint = Accord écrit de chacun, avec son numéro de carte nationale. Aucune légalisation n’est exigée.
piece-owner-consent = Accord du propriétaire
piece-owner-consent-hint = Autorisation écrite de construire donnée par le propriétaire, ou par l’autorité de tutelle pour une terre collective.
piece-planning-note = Note de renseignements
piece-planning-note-hint = La note officielle délivrée par l’agence urbaine, et non la note indicative gratuite.
piece-cadastral-plan = Plan cadastral
piece-cadastral-plan-hint = Le plan du cadastre qui donne les limites et la superficie du terrain.
piece-topographic-plan = Plan topographique
piece-topographic-plan-hint = Dressé par un ingénieur géomètre topographe, avec les limites et les niveaux du terrain.
piece-location-plan = Plan de situation
piece-location-plan-hint = Au 1/2000 au moins, ou au 1/5000 en milieu rural, avec les voies voisines et le nord.
piece-site-plan = Plan de masse
piece-site-plan-hint = Le bâtiment sur le terrain : distances aux limites et à la voie, accès, arbres, raccordement aux réseaux.
piece-floor-plans = Plans des niveaux
piece-floor-plans-hint = Tous les niveaux et la terrasse, cotés, au 1/100 au moins. Pour un bâtiment existant, distinguez l’existant du projeté.
piece-elevations = Façades et coupes
piece-elevations-hint = Toutes les façades et une coupe au moins passant par l’escalier, au 1/100 au moins.
piece-architect-contract = Contrat d’architecte
piece-architect-contract-hint = Il couvre les plans et le suivi des travaux jusqu’à leur fin.
piece-safety-notice = Notice de sécurité incendie
piece-safety-notice-hint = Issues, escaliers, moyens d’alarme et d’extinction, accès des secours.

## Taxes

fee-construction-tax-individual = Taxe sur les opérations de construction : habitation individuelle
fee-construction-tax-collective = Taxe sur les opérations de construction : immeuble collectif ou activité
fee-projection-supplement = Taxe doublée pour les saillies sur le domaine public

## Où en est le dossier

step-completeness = Vérification du dossier
step-awaiting-completion = En attente de pièces
step-study = Étude par les membres de la commission
step-commission = En commission
step-amendment = En attente de plans modifiés
step-payment = En attente du paiement de la taxe
step-signature = À la signature du président
step-refusal = Refus soumis à la signature du président
step-issued = Permis délivré
step-works-opened = Chantier ouvert
step-refused = Demande refusée
step-silent = Délai passé, attestation attendue
step-approved-by-silence = Permis acquis par silence
step-withdrawn = Demande retirée
step-lapsed = Demande caduque
step-expired = Permis périmé

stage-received = Réception
stage-completing = Complément
stage-study = Étude
stage-commission = Commission
stage-payment = Paiement
stage-signature = Signature
stage-done = Terminé
stage-refused = Refusé
stage-ended = Clos

cause-completion-requested = Des pièces ont été demandées pour compléter le dossier
cause-adjourned = La commission attend des plans modifiés
cause-payment-due = L’avis est favorable et la taxe n’est pas encore payée

end-issued = Permis délivré
end-works-opened = Permis délivré, chantier ouvert
end-approved-by-silence = Permis acquis par silence
end-refused = Refus
end-withdrawn = Retrait
end-lapsed = Demande caduque
end-expired = Permis périmé

opinion-favourable = Favorable
opinion-favourable-with-reserves = Favorable avec réserves
opinion-unfavourable = Défavorable
opinion-adjourned = Ajourné

## Ce qui peut être fait

act-file = Déposer la demande
act-accept = Accepter le dossier et le transmettre aux membres
act-request-completion = Demander un complément
act-complete = Fournir les pièces demandées
act-give-opinion = Donner un avis
act-invite-member = Inviter un membre
act-open-session = Porter le dossier en commission
act-conclude-favourable = Conclure favorablement
act-conclude-unfavourable = Conclure défavorablement
act-conclude-adjourned = Ajourner
act-amend = Fournir les plans modifiés
act-extend = Prolonger le délai pour expertise ou enquête
act-record-payment = Enregistrer le paiement
act-sign = Signer le permis
act-send-back = Renvoyer à la commission
act-sign-refusal = Signer le refus
act-fall-silent = Constater l’expiration du délai
act-attest-silence = Signer l’attestation de silence
act-withdraw = Retirer la demande
act-lapse = Constater la caducité de la demande
act-expire = Constater la péremption du permis
act-open-works = Déclarer l’ouverture du chantier
act-message = Envoyer un message

done-file = Demande déposée
done-accept = Dossier accepté et transmis aux membres de la commission
done-request-completion = Complément demandé, le délai est suspendu
done-complete = Pièces fournies, le délai reprend
done-give-opinion = Avis donné
done-invite-member = Membre invité à donner son avis
done-open-session = Dossier porté en commission
done-conclude-favourable = Avis favorable de la commission, la taxe est à payer
done-conclude-unfavourable = Avis défavorable de la commission
done-conclude-adjourned = Dossier ajourné par la commission, le délai est suspendu
done-amend = Plans modifiés fournis, le délai reprend
done-extend = Délai prolongé pour expertise ou enquête
done-record-payment = Taxe payée
done-sign = Permis signé et délivré
done-send-back = Dossier renvoyé à la commission
done-sign-refusal = Demande refusée
done-fall-silent = Délai passé sans réponse, le silence vaut acceptation
done-attest-silence = Attestation de silence délivrée
done-withdraw = Demande retirée
done-lapse = Demande caduque, faute de réponse dans le délai
done-expire = Permis périmé, faute de travaux commencés
done-open-works = Ouverture du chantier déclarée
done-message = Message envoyé

## Documents délivrés

paper-receipt = Récépissé de dépôt
paper-completion-request = Demande de complément
paper-minutes = Procès-verbal de la commission
paper-session-minutes = Procès-verbal de séance
paper-payment-receipt = Quittance
paper-permit = Permis de construire
paper-refusal = Décision de refus
paper-silence-attestation = Attestation de silence valant acceptation

## Notifications

notice-filed = Votre demande est déposée
notice-filed-body = Votre récépissé est disponible : il donne la liste des pièces fournies, la date du dépôt et la date limite de réponse.
notice-accepted = Votre dossier est complet
notice-accepted-body = Il a été transmis aux membres de la commission. La page du dossier montre où il en est et la date limite de réponse.
notice-completion-requested = Votre dossier est à compléter
notice-completion-requested-body = Des pièces manquent : leur liste et la raison de chacune sont sur la page du dossier. Le délai est suspendu jusqu’à votre réponse, et aucune autre pièce ne vous sera demandée ensuite.
notice-completed = Pièces reçues
notice-completed-body = Elles ont été ajoutées à votre dossier et le délai reprend.
notice-payment-due = Avis favorable : la taxe est à payer
notice-payment-due-body = La commission est favorable à votre projet. Payez la taxe à la régie de la commune pour que le permis soit présenté à la signature. Le détail du calcul est sur la page du dossier.
notice-concluded-unfavourable = Avis défavorable de la commission
notice-concluded-unfavourable-body = Les raisons sont dans le procès-verbal. La décision appartient au président et n’est pas encore prise. Vous pouvez écrire à la commune ou retirer votre demande.
notice-adjourned = La commission demande des plans modifiés
notice-adjourned-body = Votre dossier est ajourné, une seule fois ; ce qui est à modifier est dans le procès-verbal. Le délai est suspendu jusqu’à la remise des plans modifiés.
notice-amended = Plans modifiés reçus
notice-amended-body = Ils ont été transmis aux membres de la commission et le délai reprend.
notice-extended = Le délai de réponse est prolongé
notice-extended-body = Votre dossier demande une expertise technique ou une enquête : le délai est prolongé, une seule fois. La raison et la nouvelle date limite sont sur la page du dossier.
notice-payment-recorded = Votre paiement est enregistré
notice-payment-recorded-body = La quittance est disponible. Le permis est à la signature du président du conseil.
notice-permit-issued = Votre permis est prêt
notice-permit-issued-body = Le président du conseil a signé le permis de construire ; vous pouvez le télécharger depuis la page du dossier. Déclarez l’ouverture du chantier avant de commencer les travaux.
notice-refused = Votre demande est refusée
notice-refused-body = Les raisons du refus sont dans la décision, avec la manière et le délai pour la contester.
notice-fell-silent = Délai passé : le silence vaut acceptation
notice-fell-silent-body = Aucune réponse n’a été donnée dans le délai légal : le permis est acquis. Le dossier a été transmis au gouverneur, qui vous délivrera une attestation. Vous n’avez rien à faire.
notice-silence-attested = Votre attestation est prête
notice-silence-attested-body = Le gouverneur a signé l’attestation de silence valant acceptation ; vous pouvez la télécharger depuis la page du dossier. Déclarez l’ouverture du chantier avant de commencer les travaux.
notice-withdrawn = Votre demande est retirée
notice-withdrawn-body = Le retrait est enregistré et le dossier est clos. Vous pouvez déposer une nouvelle demande quand vous voulez. Si vous n’avez pas demandé ce retrait, prévenez la commune sans attendre.
notice-lapsed = Votre demande est caduque
notice-lapsed-body = Ce qui était attendu de vous n’est pas arrivé dans le délai et le dossier est clos. Vous pouvez déposer une nouvelle demande quand vous voulez.
notice-expired = Votre permis est périmé
notice-expired-body = L’ouverture du chantier n’a pas été déclarée pendant la validité du permis. Il faut une nouvelle demande pour construire.
notice-works-opened = Ouverture du chantier enregistrée
notice-works-opened-body = Posez le panneau de chantier et gardez le cahier de chantier sur place.
notice-message-received = Nouveau message dans votre dossier
notice-message-received-body = Un message vous attend. Lisez-le et répondez depuis la page du dossier.

# What papers say with variables, beside papers.fr.ftl

paper-text-say-mandate = Mandataire, par mandat : { $mandate }
paper-text-say-days-working = { $days ->
    [one] { $days } jour ouvrable
   *[other] { $days } jours ouvrables
 }
paper-text-say-days-calendar = { $days ->
    [one] { $days } jour
   *[other] { $days } jours
 }
paper-text-say-court = tribunal administratif compétent
