# Les pages que tout le monde voit : accueil, services, suivi, vérification, chiffres, erreurs.

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
